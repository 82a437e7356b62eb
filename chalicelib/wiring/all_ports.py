"""Everything that the use cases need from the world."""

from dataclasses import dataclass

from chalicelib.domain import ports


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything that the use cases need from the world."""

    account_watches: ports.AccountWatches
    accounts: ports.Accounts
    announcer: ports.Announcer
    api_keys: ports.ApiKeys
    archive: ports.Archive
    batches: ports.Batches
    claim_identities: ports.ClaimIdentities
    claims: ports.Claims
    clock: ports.Clock
    drop_folder: ports.DropFolder
    entropy: ports.Entropy
    era_files: ports.EraFiles
    facts: ports.Facts
    hints: ports.Hints
    keyed_requests: ports.KeyedRequests
    latenesses: ports.Latenesses
    leases: ports.Leases
    links: ports.Links
    mailboxes: ports.Mailboxes
    meter: ports.Meter
    practices: ports.Practices
    prober: ports.Prober
    remittances: ports.Remittances
    responses: ports.Responses
    secrets: ports.Secrets
    statements: ports.Statements
    tallies: ports.Tallies
    transmissions: ports.Transmissions
    upload_places: ports.UploadPlaces
    uploads: ports.Uploads
    watch_events: ports.WatchEvents
    worklist: ports.Worklist
