"""In-memory fakes of every port, by port; tests/contract holds them to what the adapters do."""

from tests.fakes.access import FakeApiKeys, FakeAuditLog, FakeCounters, FakeTokens, FakeUsers
from tests.fakes.accounts import FakeAccounts, FakePractices
from tests.fakes.archive import FakeArchive, FakeDropFolder
from tests.fakes.batches import FakeBatches, FakeClaims
from tests.fakes.clock import FixedClock, SeededEntropy, SteppingClock
from tests.fakes.closing import (
    FakeClosures,
    FakeDrills,
    FakeExplanations,
)
from tests.fakes.downloads import FakeDownloads, FakeEraExports
from tests.fakes.era_files import FakeEraFiles
from tests.fakes.events import FakeAnnouncer, FakeFeed, FakeFollowers, FakeNotices
from tests.fakes.facts import FakeFacts, FakeTallies
from tests.fakes.identities import FakeClaimIdentities
from tests.fakes.leases import FakeLeases
from tests.fakes.links import FakeLinks
from tests.fakes.mailboxes import FakeClearinghouse, FakeMailbox, FakeMailboxes, FakeProber, Moment
from tests.fakes.requests import FakeKeyedRequests
from tests.fakes.responses import FakeRemittances, FakeResponses
from tests.fakes.signals import FakeHints, FakeMeter, FakeSecrets, Measured
from tests.fakes.statements import FakeStatements
from tests.fakes.transmissions import FakeTransmissions
from tests.fakes.uploads import FakeUploadPlaces, FakeUploads
from tests.fakes.watch import FakeAccountWatches, FakeLatenesses
from tests.fakes.webhooks import (
    FakeDeliveries,
    FakeEndpoint,
    FakeSeals,
    FakeWebhooks,
)
from tests.fakes.worklist import FakeWorklist

__all__ = [
    "FakeAccountWatches",
    "FakeAccounts",
    "FakeAnnouncer",
    "FakeApiKeys",
    "FakeArchive",
    "FakeAuditLog",
    "FakeBatches",
    "FakeClaimIdentities",
    "FakeClaims",
    "FakeClearinghouse",
    "FakeClosures",
    "FakeCounters",
    "FakeDeliveries",
    "FakeDownloads",
    "FakeDrills",
    "FakeDropFolder",
    "FakeEndpoint",
    "FakeEraExports",
    "FakeEraFiles",
    "FakeExplanations",
    "FakeFacts",
    "FakeFeed",
    "FakeFollowers",
    "FakeHints",
    "FakeKeyedRequests",
    "FakeLatenesses",
    "FakeLeases",
    "FakeLinks",
    "FakeMailbox",
    "FakeMailboxes",
    "FakeMeter",
    "FakeNotices",
    "FakePractices",
    "FakeProber",
    "FakeRemittances",
    "FakeResponses",
    "FakeSeals",
    "FakeSecrets",
    "FakeStatements",
    "FakeTallies",
    "FakeTokens",
    "FakeTransmissions",
    "FakeUploadPlaces",
    "FakeUploads",
    "FakeUsers",
    "FakeWebhooks",
    "FakeWorklist",
    "FixedClock",
    "Measured",
    "Moment",
    "SeededEntropy",
    "SteppingClock",
]
