"""Everything that the use cases need from the world."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.domain import ports
    from chalicelib.domain.access.rules import AccessRules


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything that the use cases need from the world."""

    access_rules: "AccessRules"
    account_watches: "ports.AccountWatches"
    accounts: "ports.Accounts"
    announcer: "ports.Announcer"
    api_keys: "ports.ApiKeys"
    archive: "ports.Archive"
    audit_log: "ports.AuditLog"
    batches: "ports.Batches"
    claim_identities: "ports.ClaimIdentities"
    claims: "ports.Claims"
    clock: "ports.Clock"
    counters: "ports.Counters"
    deliveries: "ports.Deliveries"
    closing_archive: "ports.ClosingArchive"
    closures: "ports.Closures"
    drills: "ports.Drills"
    downloads: "ports.Downloads"
    drop_folder: "ports.DropFolder"
    entropy: "ports.Entropy"
    era_exports: "ports.EraExports"
    era_files: "ports.EraFiles"
    explanations: "ports.Explanations"
    facts: "ports.Facts"
    feed: "ports.Feed"
    followers: "ports.Followers"
    hints: "ports.Hints"
    keyed_requests: "ports.KeyedRequests"
    latenesses: "ports.Latenesses"
    leases: "ports.Leases"
    links: "ports.Links"
    mailboxes: "ports.Mailboxes"
    meter: "ports.Meter"
    notices: "ports.Notices"
    practices: "ports.Practices"
    prober: "ports.Prober"
    remittances: "ports.Remittances"
    responses: "ports.Responses"
    seals: "ports.Seals"
    secrets: "ports.Secrets"
    statements: "ports.Statements"
    tallies: "ports.Tallies"
    tokens: "ports.Tokens"
    transmissions: "ports.Transmissions"
    users: "ports.Users"
    upload_places: "ports.UploadPlaces"
    uploads: "ports.Uploads"
    webhook_sender: "ports.WebhookSender"
    webhooks: "ports.Webhooks"
    worklist: "ports.Worklist"
