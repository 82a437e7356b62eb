"""Conservation statements as the API shows them."""

from datetime import datetime

from chalicelib.domain.conservation.statement import Sides, StatementSummary
from chalicelib.domain.conservation.totals import NamedImbalance
from chalicelib.domain.status import IMBALANCE_SENTENCES
from chalicelib.entry.model import Model
from chalicelib.services.show.show_statements import StatementView


class RequestedStatementOut(Model):
    statement_id: str
    account_id: str
    due_at: datetime | None


class StatementSummaryOut(Model):
    statement_id: str
    account_id: str
    number: int
    drawn_at: datetime
    counted_until: datetime
    sha256: str
    imbalance_count: int

    @classmethod
    def of(cls, summary: StatementSummary) -> "StatementSummaryOut":
        return cls.model_validate(summary, from_attributes=True)


class StatementsOut(Model):
    statements: tuple[StatementSummaryOut, ...]
    next_cursor: str | None = None


class SidesOut(Model):
    came: dict[str, int]
    stands: dict[str, int]

    @classmethod
    def of(cls, sides: Sides) -> "SidesOut":
        return cls(came=dict(sides.came), stands=dict(sides.stands))


class ImbalanceOut(Model):
    book: str
    id: str
    kind: str
    means: str
    do: str

    @classmethod
    def of(cls, imbalance: NamedImbalance) -> "ImbalanceOut":
        words = IMBALANCE_SENTENCES[imbalance.kind]
        return cls(
            book=imbalance.book,
            id=imbalance.line_id,
            kind=imbalance.kind,
            means=words.means,
            do=words.do,
        )


class PageOut(Model):
    book: str
    number: int
    lines: int
    sha256: str


class ConservationStatementOut(StatementSummaryOut):
    """`previous` is the SHA-256 of the statement before this one."""

    balanced: bool
    previous: str | None
    books: dict[str, SidesOut]
    claims: int
    claims_by_status: dict[str, int]
    imbalances: tuple[ImbalanceOut, ...]
    pages: tuple[PageOut, ...]

    @classmethod
    def of_view(cls, view: StatementView) -> "ConservationStatementOut":
        statement = view.statement
        return cls(
            **StatementSummaryOut.of(view.summary).model_dump(),
            balanced=statement.is_balanced,
            previous=statement.previous,
            books={book: SidesOut.of(sides) for book, sides in statement.books.items()},
            claims=statement.claims,
            claims_by_status=dict(statement.claims_by_status),
            imbalances=tuple(ImbalanceOut.of(each) for each in statement.imbalances),
            pages=tuple(
                PageOut.model_validate(page, from_attributes=True) for page in statement.pages
            ),
        )
