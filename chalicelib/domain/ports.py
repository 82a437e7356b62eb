"""What the use cases need from the world. Adapters and the tests' fakes implement these."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from chalicelib.domain.account import Account, ApiKey, Credential, Credentials, Practice
from chalicelib.domain.account_watch import AccountWatch
from chalicelib.domain.act import AccountAct
from chalicelib.domain.batch import Batch
from chalicelib.domain.claim import Claim
from chalicelib.domain.conservation.answers import SeenFile
from chalicelib.domain.conservation.statement import (
    ChainHead,
    PageReference,
    StatementSummary,
)
from chalicelib.domain.evidence import Evidence
from chalicelib.domain.fact import Fact
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.identifiers import (
    AccountId,
    BatchId,
    ClaimId,
    PracticeId,
    RemittanceId,
    ResponseId,
    StatementId,
    TransmissionId,
    WorkItemId,
)
from chalicelib.domain.lateness import Lateness
from chalicelib.domain.lease import Lease
from chalicelib.domain.link import Link, LinkKind
from chalicelib.domain.paging import Page
from chalicelib.domain.remittance import Remittance
from chalicelib.domain.response import ListedFile, Response
from chalicelib.domain.tally import Tally
from chalicelib.domain.transmission import Transmission
from chalicelib.domain.watch_event import WatchEvent
from chalicelib.domain.worklist import Awaited, WorkItem


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware UTC."""


class Entropy(Protocol):
    def __call__(self, size: int) -> bytes:
        """`size` random bytes."""


class Practices(Protocol):
    def add(self, practice: Practice) -> None: ...

    def get(self, practice_id: PracticeId) -> Practice:
        """Raises NotFoundError."""


class Accounts(Protocol):
    def add(self, account: Account) -> None: ...

    def get(self, account_id: AccountId) -> Account:
        """Raises NotFoundError."""

    def all(self) -> tuple[Account, ...]: ...

    def health(self, account_id: AccountId) -> AccountHealth:
        """A fresh health where none was ever noted."""

    def change_health(
        self, old: AccountHealth, new: AccountHealth, lease: Lease | None = None
    ) -> AccountHealth:
        """Stores `new` as the next revision of `old`, and returns it as stored.

        Raises ConflictError where `old` no longer stands, LeaseLostError where `lease` is another's
        by now.
        """

    def pin_host_key(self, account: Account, host_key: str) -> None:
        """Raises ConflictError where another key is pinned by now than `account` has."""

    def add_act(self, act: AccountAct) -> None: ...

    def acts(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[AccountAct]:
        """Newest first. Raises ValueError on a cursor that is not ours."""

    def next_control_number(self, account_id: AccountId) -> int:
        """1 to 999999999, each once per account; atomic."""


class ApiKeys(Protocol):
    def add(self, key: ApiKey) -> None: ...

    def find(self, key_sha256: str) -> ApiKey | None: ...


class Leases(Protocol):
    def take(
        self, account_id: AccountId, holder: str, now: datetime, until: datetime
    ) -> Lease | None:
        """The account alone until `until`; None while another has it.

        Each taking gives a greater token. The holder may take its own lease again.
        """

    def holds(self, lease: Lease) -> bool:
        """Whether nobody has taken the account over and the lease was not given back."""

    def knock(self, account_id: AccountId) -> None:
        """Whoever has the account is told, when giving it back, that it is wanted once more."""

    def release(self, lease: Lease) -> bool:
        """Gives the lease back; nothing happens when it was lost meanwhile.

        True when somebody knocked while it was held.
        """


class Batches(Protocol):
    def add(self, batch: Batch) -> Batch:
        """Stores a new batch, or returns the one that is there already."""

    def get(self, batch_id: BatchId) -> Batch:
        """Raises NotFoundError."""

    def advance(self, old: Batch, new: Batch) -> None:
        """Stores `new` where `old` still stands (state, stall and when it is looked at next);
        else raises ConflictError."""

    def unplanned(self) -> tuple[Batch, ...]:
        """Batches still in state received, oldest first."""

    def due(self, account_id: AccountId, now: datetime) -> tuple[Batch, ...]:
        """Planned batches that the watch has to look at by now, the longest due first."""

    def of_practice(self, practice_id: PracticeId, limit: int, cursor: str | None) -> Page[Batch]:
        """Newest first. Raises ValueError on a cursor that is not ours."""

    def all_of(self, account: Account) -> Iterator[Batch]:
        """Every batch of an account, oldest first, then by id."""


class Claims(Protocol):
    def add(self, claims: Iterable[Claim]) -> None:
        """Stores the claims of a batch, all of them at once; doing so again changes nothing."""

    def get(self, claim_id: ClaimId) -> Claim:
        """Raises NotFoundError."""

    def page(self, batch_id: BatchId, page: int) -> tuple[Claim, ...]:
        """The claims of one page of a batch (CLAIMS_PER_PAGE), by position; empty past the end."""


class Transmissions(Protocol):
    def add(self, transmission: Transmission) -> Transmission:
        """Stores a new transmission, or returns the one that is there already."""

    def get(self, transmission_id: TransmissionId) -> Transmission:
        """Raises NotFoundError."""

    def of_batch(self, batch_id: BatchId) -> tuple[Transmission, ...]: ...

    def advance(self, old: Transmission, new: Transmission, lease: Lease | None = None) -> None:
        """Stores `new` where state and attempts of `old` still stand; else ConflictError.

        Raises LeaseLostError, and stores nothing, where `lease` is another's by now.
        """

    def waiting(self, account_id: AccountId) -> tuple[Transmission, ...]:
        """Those in a WAITING state, in the order in which their batches were received."""

    def unanswered(self, account_id: AccountId) -> tuple[Transmission, ...]:
        """Those in an UNANSWERED state, in the order in which their batches were received."""

    def held(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[Transmission]:
        """Those that an outage held back and that were sent since, those of the latest outage
        first, and of one outage the last first. Raises ValueError on a cursor that is not ours.
        """

    def all_of(self, account_id: AccountId) -> Iterator[Transmission]:
        """Every one, in the order in which their batches were received, then by batch and part."""


class Facts(Protocol):
    def add_about_claims(
        self, batch_id: BatchId, page: int, content_sha256: str, facts: Sequence[Fact]
    ) -> None:
        """What one source says of the claims of one page.

        A fact that is there already stays as it is; one that could be tied later is added.
        """

    def add_about_transmission(
        self, transmission_id: TransmissionId, content_sha256: str, facts: Sequence[Fact]
    ) -> None:
        """What one source says of one transmission; as with claims."""

    def about_claims(self, batch_id: BatchId, page: int) -> tuple[Fact, ...]:
        """All facts of the claims of one page."""

    def about_transmission(self, transmission_id: TransmissionId) -> tuple[Fact, ...]: ...


class Tallies(Protocol):
    def note(self, tally: Tally) -> None:
        """How the claims of a page stand. One that folded fewer facts never replaces another."""

    def of_batch(self, batch_id: BatchId) -> tuple[Tally, ...]:
        """One for each page about which there is any fact, by page."""

    def all_of(self, account_id: AccountId) -> Iterator[Tally]:
        """Every one, in the order in which their batches were received, then by batch and page."""


class Links(Protocol):
    def add(self, links: Iterable[Link]) -> None:
        """Stores links; storing the same again changes nothing."""

    def find(self, account_id: AccountId, kind: LinkKind, value: str) -> tuple[str, ...]:
        """The targets that a value leads to, sorted; empty when there are none."""


class Responses(Protocol):
    def add(self, response: Response) -> Response:
        """Stores a new response, or returns the one that is there already."""

    def get(self, response_id: ResponseId) -> Response:
        """Raises NotFoundError."""

    def advance(self, old: Response, new: Response) -> None:
        """Stores `new` where the state of `old` still stands; else raises ConflictError."""

    def unapplied(self, account_id: AccountId) -> tuple[Response, ...]:
        """Responses still in state stored, oldest first."""

    def of_account(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[Response]:
        """Newest first. Raises ValueError on a cursor that is not ours."""

    def unseen(self, account_id: AccountId, listed: Sequence[ListedFile]) -> tuple[ListedFile, ...]:
        """Those of the listed files that were not collected yet, in their order."""

    def mark_seen(self, account_id: AccountId, file: ListedFile, response: ResponseId) -> None:
        """Noted after the file is archived and its response row is written."""

    def all_of(self, account_id: AccountId) -> Iterator[Response]:
        """Every one, members of ZIPs too, by the clearinghouse's time, then by id."""

    def all_seen(self, account_id: AccountId) -> Iterator[SeenFile]:
        """Every mark, by the clearinghouse's time, then by the response's id."""


class Remittances(Protocol):
    def add(self, remittance: Remittance) -> None:
        """Stores a remittance; storing the same again changes nothing."""

    def get(self, remittance_id: RemittanceId) -> Remittance:
        """Raises NotFoundError."""

    def tie(self, remittance_id: RemittanceId, position: int, claim_id: ClaimId) -> None:
        """Names the claim of a payment that was stored without one; the first tie stays."""


class Worklist(Protocol):
    def add(self, items: Iterable[WorkItem]) -> int:
        """Stores the items that are not there yet, whatever became of those; how many were new.

        All of them are of one source.
        """

    def get(self, item_id: WorkItemId) -> WorkItem:
        """Raises NotFoundError."""

    def resolve(self, old: WorkItem, new: WorkItem) -> None:
        """Stores `new` where `old` is still open; else raises ResolvedAlreadyError."""

    def of_source(self, account_id: AccountId, source: str) -> tuple[WorkItem, ...]:
        """All items of one source, open or not."""

    def awaiting(self, account_id: AccountId, awaited: Awaited) -> tuple[WorkItem, ...]:
        """The account's open items that such a number may decide."""

    def open_ones(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[WorkItem]:
        """Newest first. Raises ValueError on a cursor that is not ours."""


class Statements(Protocol):
    """Where the chains of statements stand; the statements themselves lie in the archive."""

    def head(self, account_id: AccountId) -> ChainHead:
        """A fresh head where there is no statement yet."""

    def advance(self, old: ChainHead, new: ChainHead) -> None:
        """Stores `new` where number and due time of `old` still stand; else ConflictError."""

    def heads(self) -> tuple[ChainHead, ...]:
        """Those that were ever stored, the soonest due first."""

    def add(self, summary: StatementSummary) -> None:
        """Stores a summary; storing the same again changes nothing."""

    def get(self, statement_id: StatementId) -> StatementSummary:
        """Raises NotFoundError."""

    def of_account(
        self, account_id: AccountId, limit: int, cursor: str | None
    ) -> Page[StatementSummary]:
        """Newest first. Raises ValueError on a cursor that is not ours."""


class EraForm(StrEnum):
    """The two forms of one 835 file; the value is the object key's extension."""

    RAW = "835"
    TEXT = "txt"


@dataclass(frozen=True, slots=True)
class EraLocation:
    """Where the two forms of one 835 file lie side by side in the archive."""

    account_id: AccountId
    received_on: date
    stem: str


class Archive(Protocol):
    """Stores once: the same bytes again change nothing, other bytes raise ConflictError."""

    def store_original(self, batch_id: BatchId, content: bytes) -> None: ...

    def original(self, batch_id: BatchId) -> bytes:
        """Raises NotFoundError."""

    def store_transmission(self, transmission_id: TransmissionId, content: bytes) -> None: ...

    def transmission(self, transmission_id: TransmissionId) -> bytes:
        """Raises NotFoundError."""

    def store_response(self, response: Response, content: bytes) -> None: ...

    def response(self, response: Response) -> bytes:
        """Raises NotFoundError."""

    def store_era(self, location: EraLocation, form: EraForm, content: bytes) -> str:
        """Keeps one form of an 835; returns its object key."""

    def store_statement(self, account_id: AccountId, number: int, content: bytes) -> None:
        """Keeps entry `number` of an account's chain: whoever comes first has it."""

    def statement(self, account_id: AccountId, number: int) -> bytes:
        """Raises NotFoundError."""

    def store_statement_page(
        self, account_id: AccountId, page: PageReference, content: bytes
    ) -> None: ...

    def statement_page(self, account_id: AccountId, page: PageReference) -> bytes:
        """Raises NotFoundError."""

    def read(self, key: str) -> bytes:
        """Whatever lies under an object key that this archive gave. Raises NotFoundError."""

    def has(self, key: str) -> bool:
        """Whether an object lies under the key."""


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """One object as it was dropped: a name may be used again before the first is taken in.

    `version` None means whatever lies under the key now.
    """

    key: str
    version: str | None = None

    @property
    def is_folder(self) -> bool:
        """An empty object that S3's console makes to show a folder; nobody's file."""
        return self.key.endswith("/")


class DropFolder(Protocol):
    """What was taken in is removed: whatever lies there waits."""

    def waiting(self, until: datetime) -> Iterable[DroppedFile]:
        """All that was dropped at or before `until`, every version of it."""

    def remove(self, file: DroppedFile) -> None:
        """This very version of it; nothing happens when it is gone already."""

    def read(self, file: DroppedFile) -> bytes:
        """A dropped object's content. Raises NotFoundError."""

    def size(self, file: DroppedFile) -> int:
        """In bytes, without reading it. Raises NotFoundError."""


class Mailbox(Protocol):
    """An open connection to one account at a clearinghouse. Raises TransferError or
    MailboxUnreachableError from any method."""

    def put(self, path: str, content: bytes) -> None:
        """Writes and confirms the size."""

    def size(self, path: str) -> int | None:
        """None when there is no such file."""

    def rename(self, old: str, new: str) -> None:
        """Raises RenameRefusedError where the server says so itself."""

    def remove(self, path: str) -> None: ...

    def listing(self, folder: str) -> tuple[ListedFile, ...]:
        """The plain files of a folder, oldest first; names as they stand there, usable or not."""

    def fetch(self, path: str) -> bytes: ...


class Mailboxes(Protocol):
    def connect(self, account: Account, credential: Credential) -> AbstractContextManager[Mailbox]:
        """Raises MailboxUnreachableError, LoginRefusedError or HostKeyChangedError."""


class Prober(Mailboxes, Protocol):
    """Connects with less patience than a visit, because somebody waits for the diagnosis."""

    def reach(self, account: Account) -> tuple[Evidence, ...]:
        """Name, connection and host key, up to the first that fails; nobody logs in."""


class Secrets(Protocol):
    def credentials(self, account_id: AccountId) -> Credentials:
        """Raises NotFoundError."""

    def store(self, account_id: AccountId, password: str) -> None:
        """The first password is in use at once; a later one is pending until it is promoted."""

    def promote(self, account_id: AccountId, credentials: Credentials) -> None:
        """The pending password is the one in use from now on; doing so again changes nothing."""


class Hints(Protocol):
    """Messages that make things happen sooner; losing one changes nothing."""

    def visit(self, account_id: AccountId, after: timedelta = timedelta()) -> None:
        """A visit that begins no sooner than `after` from now (15 minutes at most)."""

    def apply(self, response_id: ResponseId) -> None: ...


class WatchEvents(Protocol):
    def add(self, event: WatchEvent) -> None:
        """Stores a new event; one that is there already stays as it is, told or not."""

    def untold(self) -> tuple[WatchEvent, ...]:
        """Oldest first."""

    def advance(self, old: WatchEvent, new: WatchEvent) -> None:
        """Stores `new` where state and tries of `old` still stand; else raises ConflictError."""


class AccountWatches(Protocol):
    def get(self, account_id: AccountId) -> AccountWatch:
        """A fresh one where nothing was ever noted."""

    def advance(self, old: AccountWatch, new: AccountWatch) -> None:
        """Stores `new` where the revision of `old` still stands; else raises ConflictError."""


class Latenesses(Protocol):
    def get(self, account_id: AccountId, payer_id: str) -> Lateness:
        """An empty one where nothing was learned yet."""

    def advance(self, old: Lateness, new: Lateness) -> None:
        """Stores `new` where the revision of `old` still stands; else raises ConflictError."""


class Announcer(Protocol):
    def announce(self, event: WatchEvent) -> None:
        """Tells people. Raises NotToldError when the message could not be handed over."""


class Meter(Protocol):
    """Figures for alarms. Names and dimension values never carry patient data."""

    def gauge_seconds(self, name: str, value: float, account_id: AccountId | None = None) -> None:
        """The present value of something measured in seconds."""

    def count(self, name: str, value: int = 1, account_id: AccountId | None = None) -> None: ...
