"""The whole of the use cases over fakes, with one practice and one test account."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from chalicelib.adapters.closing_archive import ObjectClosingArchive
from chalicelib.domain.access.reach import Reach
from chalicelib.domain.access.rules import AccessRules
from chalicelib.domain.access.token import TokenRules
from chalicelib.domain.access.user import User
from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch, IntakeSource
from chalicelib.domain.identifiers import AccountId, PracticeId, ResponseId
from chalicelib.domain.response import Response
from chalicelib.services.access.decider import Decider
from chalicelib.services.intake.receive_batch import Handover, Receipt
from chalicelib.services.show.show_batch import BatchView
from chalicelib.services.visit.visit_clearinghouse import Visit
from chalicelib.wiring import Courier, Ports
from infra.samples.claim_files import ClaimKind, SampleClaim, claim_file
from tests import fakes
from tests.builders import (
    ACCOUNT,
    CLIENT_ID,
    ISSUER,
    MORNING,
    PRACTICE,
    REACH,
    a_practice,
    a_token,
    an_account,
)


def plenty() -> AccessRules:
    """So many requests a minute that no test meets the limit unasked."""
    return AccessRules(TokenRules(ISSUER, CLIENT_ID), requests_per_minute=100_000)


@dataclass(slots=True)
class House:
    """Fakes by port, and the use cases wired to them as in production."""

    access_rules: AccessRules = field(default_factory=plenty)
    leases: fakes.FakeLeases = field(default_factory=fakes.FakeLeases)
    accounts: fakes.FakeAccounts = field(init=False)
    account_watches: fakes.FakeAccountWatches = field(default_factory=fakes.FakeAccountWatches)
    announcer: fakes.FakeAnnouncer = field(default_factory=fakes.FakeAnnouncer)
    api_keys: fakes.FakeApiKeys = field(default_factory=fakes.FakeApiKeys)
    archive: fakes.FakeArchive = field(default_factory=fakes.FakeArchive)
    audit_log: fakes.FakeAuditLog = field(default_factory=fakes.FakeAuditLog)
    batches: fakes.FakeBatches = field(default_factory=fakes.FakeBatches)
    claim_identities: fakes.FakeClaimIdentities = field(default_factory=fakes.FakeClaimIdentities)
    claims: fakes.FakeClaims = field(default_factory=fakes.FakeClaims)
    clock: fakes.FixedClock = field(default_factory=fakes.FixedClock)
    counters: fakes.FakeCounters = field(default_factory=fakes.FakeCounters)
    deliveries: fakes.FakeDeliveries = field(default_factory=fakes.FakeDeliveries)
    closing_archive: ObjectClosingArchive = field(init=False)
    closures: fakes.FakeClosures = field(default_factory=fakes.FakeClosures)
    drills: fakes.FakeDrills = field(default_factory=fakes.FakeDrills)
    downloads: fakes.FakeDownloads = field(default_factory=fakes.FakeDownloads)
    drop_folder: fakes.FakeDropFolder = field(default_factory=fakes.FakeDropFolder)
    entropy: fakes.SeededEntropy = field(default_factory=fakes.SeededEntropy)
    era_exports: fakes.FakeEraExports = field(default_factory=fakes.FakeEraExports)
    era_files: fakes.FakeEraFiles = field(default_factory=fakes.FakeEraFiles)
    explanations: fakes.FakeExplanations = field(default_factory=fakes.FakeExplanations)
    facts: fakes.FakeFacts = field(default_factory=fakes.FakeFacts)
    feed: fakes.FakeFeed = field(init=False)
    followers: fakes.FakeFollowers = field(default_factory=fakes.FakeFollowers)
    hints: fakes.FakeHints = field(default_factory=fakes.FakeHints)
    keyed_requests: fakes.FakeKeyedRequests = field(default_factory=fakes.FakeKeyedRequests)
    latenesses: fakes.FakeLatenesses = field(default_factory=fakes.FakeLatenesses)
    links: fakes.FakeLinks = field(default_factory=fakes.FakeLinks)
    mailboxes: fakes.FakeMailboxes = field(default_factory=fakes.FakeMailboxes)
    meter: fakes.FakeMeter = field(default_factory=fakes.FakeMeter)
    notices: fakes.FakeNotices = field(default_factory=fakes.FakeNotices)
    practices: fakes.FakePractices = field(default_factory=fakes.FakePractices)
    remittances: fakes.FakeRemittances = field(default_factory=fakes.FakeRemittances)
    responses: fakes.FakeResponses = field(default_factory=fakes.FakeResponses)
    seals: fakes.FakeSeals = field(default_factory=fakes.FakeSeals)
    secrets: fakes.FakeSecrets = field(default_factory=fakes.FakeSecrets)
    statements: fakes.FakeStatements = field(default_factory=fakes.FakeStatements)
    tallies: fakes.FakeTallies = field(default_factory=fakes.FakeTallies)
    tokens: fakes.FakeTokens = field(default_factory=fakes.FakeTokens)
    transmissions: fakes.FakeTransmissions = field(init=False)
    users: fakes.FakeUsers = field(default_factory=fakes.FakeUsers)
    upload_places: fakes.FakeUploadPlaces = field(default_factory=fakes.FakeUploadPlaces)
    uploads: fakes.FakeUploads = field(default_factory=fakes.FakeUploads)
    webhook_sender: fakes.FakeEndpoint = field(default_factory=fakes.FakeEndpoint)
    webhooks: fakes.FakeWebhooks = field(default_factory=fakes.FakeWebhooks)
    worklist: fakes.FakeWorklist = field(default_factory=fakes.FakeWorklist)

    def __post_init__(self) -> None:
        self.accounts = fakes.FakeAccounts(self.leases)
        self.feed = fakes.FakeFeed(self.notices)
        self.closing_archive = ObjectClosingArchive(self.archive)
        self.transmissions = fakes.FakeTransmissions(self.leases)
        self.practices.add(a_practice())
        self.open_account(an_account())

    @property
    def ports(self) -> Ports:
        return Ports(**{name: getattr(self, name) for name in Ports.__slots__})

    @property
    def courier(self) -> Courier:
        return Courier(self.ports)

    @property
    def prober(self) -> fakes.FakeProber:
        return fakes.FakeProber(self.mailboxes)

    @property
    def server(self) -> fakes.FakeClearinghouse:
        return self.mailboxes.server(ACCOUNT)

    def open_account(self, account: Account) -> None:
        self.accounts.add(account)
        self.secrets.store(account.account_id, "right")
        self.mailboxes.server(account.account_id).password = "right"

    def log_in(self, user: User) -> str:
        """The user comes to be if need be, and has just logged in: a token of theirs."""
        if self.users.find(user.user_id) is None:
            self.users.add(user)
        now = self.clock.now()
        ends = now + timedelta(hours=8)
        text = f"token.of.{user.subject}-{len(self.tokens.good)}"
        self.tokens.good[text] = a_token(user.subject, authenticated_at=now, expires_at=ends)
        return text

    def hand_in(
        self, content: bytes, practice_id: PracticeId = PRACTICE, account_id: AccountId = ACCOUNT
    ) -> Receipt:
        handover = Handover(content, practice_id, account_id, IntakeSource.API)
        return self.courier.receive_batch(handover)

    def allow(self, batch: Batch) -> Batch:
        """Somebody has it sent although some of its claims were handed in before."""
        decider = Decider("somebody", Reach(frozenset({batch.practice_id})))
        return self.courier.allow_duplicates(batch.batch_id, decider, "The payer asked for it.")

    def visit(self) -> Visit:
        """The next visit, as soon as one is due: after a network failure time passes first."""
        due = self.accounts.health(ACCOUNT).next_visit_at
        self.clock.instant = max(self.clock.instant, due or self.clock.instant)
        return self.courier.visit_clearinghouse(ACCOUNT)

    def answer(self, name: str, content: bytes) -> Response:
        """The clearinghouse puts a file out; it is collected and applied."""
        self.server.put_out(name, content, self.clock.now())
        self.visit()
        return self.courier.apply_response(self.hints.responses[-1])

    def process_again(self, response_id: ResponseId) -> Response:
        """Somebody asks for it; the hint is followed."""
        self.courier.reprocess_response(response_id, REACH)
        return self.courier.apply_response(self.hints.responses[-1])

    def show(self, batch: Batch) -> BatchView:
        return self.courier.show_batch(batch.batch_id, Reach(frozenset({batch.practice_id})))


def a_claim_file(*numbers: str, usage: str = "T", control_number: int = 1) -> bytes:
    """A professional claim file with a claim of two lines for each patient control number."""
    lines = (Decimal("100.00"), Decimal("50.00"))
    claims = [
        SampleClaim(number, sum(lines, Decimal(0)), lines)
        for number in numbers or ("PAY00001", "PAY00002")
    ]
    return claim_file(
        ClaimKind.PROFESSIONAL,
        claims,
        usage=usage,
        interchange_control_number=control_number,
        service_date=MORNING.date(),
    )
