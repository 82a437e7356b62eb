"""A conservation statement: that nothing which came in was lost, as one entry of a chain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from chalicelib.domain.conservation.line import Book
from chalicelib.domain.conservation.totals import NamedImbalance
from chalicelib.domain.identifiers import AccountId, StatementId, statement_id

LINES_PER_PAGE = 1_000

STILL_ON_ITS_WAY = timedelta(minutes=1)
"""What came within the last minute may not be in the table yet; the next statement counts it."""


@dataclass(frozen=True, slots=True)
class PageReference:
    """Page `number` (from 0) of a book, by the SHA-256 of its bytes in hexadecimal."""

    book: Book
    number: int
    lines: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Sides:
    """How many lines of a book came which way, and how many stand where."""

    came: Mapping[str, int]
    stands: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ConservationStatement:
    """Entry `number` (from 1) of an account's chain. `previous` is the SHA-256 of the entry before.

    Everything is counted that came before `counted_until`, as it stood when it was read, between
    `counted_until` and a little after `drawn_at`. The lines stand in the pages, oldest first.
    """

    account_id: AccountId
    number: int
    drawn_at: datetime
    counted_until: datetime
    previous: str | None
    books: Mapping[Book, Sides]
    claims: int
    claims_by_status: Mapping[str, int]
    imbalance_count: int
    imbalances: tuple[NamedImbalance, ...]
    pages: tuple[PageReference, ...]

    @property
    def statement_id(self) -> StatementId:
        return statement_id(self.account_id, self.number)

    @property
    def is_balanced(self) -> bool:
        return self.imbalance_count == 0


@dataclass(frozen=True, slots=True)
class StatementSummary:
    """What lists tell of a statement; `sha256` is that of its entry."""

    statement_id: StatementId
    account_id: AccountId
    number: int
    drawn_at: datetime
    counted_until: datetime
    sha256: str
    imbalance_count: int


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last statement of an account, and when the next one is due; None: at once."""

    account_id: AccountId
    number: int = 0
    sha256: str | None = None
    due_at: datetime | None = None
    imbalance_count: int = 0

    def is_due(self, now: datetime) -> bool:
        return self.due_at is None or self.due_at <= now


def next_due(drawn_at: datetime) -> datetime:
    """When all of the day is counted on which the last statement was drawn (UTC)."""
    tomorrow = drawn_at.date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), drawn_at.tzinfo) + STILL_ON_ITS_WAY
