"""What the use cases need from the world. Adapters and the tests' fakes implement these."""

from chalicelib.domain.ports.access import ApiKeys, AuditLog, Counters, Tokens, Users
from chalicelib.domain.ports.accounts import Accounts, Leases, Practices, Secrets
from chalicelib.domain.ports.answers import Remittances, Responses, Worklist
from chalicelib.domain.ports.archive import Archive, EraLocation
from chalicelib.domain.ports.conservation import Statements
from chalicelib.domain.ports.downloads import Downloads, EraExports
from chalicelib.domain.ports.drop_folder import DropFolder, DroppedFile
from chalicelib.domain.ports.era import EraFiles
from chalicelib.domain.ports.identities import ClaimIdentities
from chalicelib.domain.ports.mailboxes import Mailbox, Mailboxes, Prober
from chalicelib.domain.ports.requests import KeyedRequests
from chalicelib.domain.ports.sending import Batches, Claims, Facts, Links, Tallies, Transmissions
from chalicelib.domain.ports.signals import Hints, Meter
from chalicelib.domain.ports.surroundings import Clock, Entropy
from chalicelib.domain.ports.uploads import PutAddress, UploadPlaces, Uploads
from chalicelib.domain.ports.watch import AccountWatches, Announcer, Latenesses, WatchEvents

__all__ = [
    "AccountWatches",
    "Accounts",
    "Announcer",
    "ApiKeys",
    "Archive",
    "AuditLog",
    "Batches",
    "ClaimIdentities",
    "Claims",
    "Clock",
    "Counters",
    "Downloads",
    "DropFolder",
    "DroppedFile",
    "Entropy",
    "EraExports",
    "EraFiles",
    "EraLocation",
    "Facts",
    "Hints",
    "KeyedRequests",
    "Latenesses",
    "Leases",
    "Links",
    "Mailbox",
    "Mailboxes",
    "Meter",
    "Practices",
    "Prober",
    "PutAddress",
    "Remittances",
    "Responses",
    "Secrets",
    "Statements",
    "Tallies",
    "Tokens",
    "Transmissions",
    "UploadPlaces",
    "Uploads",
    "Users",
    "WatchEvents",
    "Worklist",
]
