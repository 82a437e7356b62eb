"""What the use cases need from the world. Adapters and the tests' fakes implement these."""

from chalicelib.domain.ports.access import ApiKeys, AuditLog, Counters, Tokens, Users
from chalicelib.domain.ports.accounts import Accounts, Leases, Practices, Secrets
from chalicelib.domain.ports.answers import Remittances, Responses, Worklist
from chalicelib.domain.ports.archive import Archive, EraLocation
from chalicelib.domain.ports.closing import ClosingArchive, Closures, Drills, Explanations
from chalicelib.domain.ports.conservation import Statements
from chalicelib.domain.ports.downloads import Downloads, EraExports
from chalicelib.domain.ports.drop_folder import DropFolder, DroppedFile
from chalicelib.domain.ports.era import EraFiles
from chalicelib.domain.ports.events import Announcer, Feed, Followers, Notices
from chalicelib.domain.ports.identities import ClaimIdentities
from chalicelib.domain.ports.mailboxes import Mailbox, Mailboxes, Prober
from chalicelib.domain.ports.requests import KeyedRequests
from chalicelib.domain.ports.sending import Batches, Claims, Facts, Links, Tallies, Transmissions
from chalicelib.domain.ports.signals import Hints, Meter
from chalicelib.domain.ports.surroundings import Clock, Entropy
from chalicelib.domain.ports.uploads import PutAddress, UploadPlaces, Uploads
from chalicelib.domain.ports.watch import AccountWatches, Latenesses
from chalicelib.domain.ports.webhooks import Deliveries, Seals, Webhooks, WebhookSender

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
    "ClosingArchive",
    "Closures",
    "Counters",
    "Deliveries",
    "Downloads",
    "Drills",
    "DropFolder",
    "DroppedFile",
    "Entropy",
    "EraExports",
    "EraFiles",
    "EraLocation",
    "Explanations",
    "Facts",
    "Feed",
    "Followers",
    "Hints",
    "KeyedRequests",
    "Latenesses",
    "Leases",
    "Links",
    "Mailbox",
    "Mailboxes",
    "Meter",
    "Notices",
    "Practices",
    "Prober",
    "PutAddress",
    "Remittances",
    "Responses",
    "Seals",
    "Secrets",
    "Statements",
    "Tallies",
    "Tokens",
    "Transmissions",
    "UploadPlaces",
    "Uploads",
    "Users",
    "WebhookSender",
    "Webhooks",
    "Worklist",
]
