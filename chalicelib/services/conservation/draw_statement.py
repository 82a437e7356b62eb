"""Draw an account's conservation statement: the next entry of its chain.

The archive decides who draws it: entry number N can be stored once (docs/adr/0024-…). The row of
the chain's head follows; whoever finds it behind the archive brings it up to date first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from chalicelib.domain.account import Account
from chalicelib.domain.conservation.documents import (
    read_page,
    read_statement,
    summary_of,
    write_statement,
)
from chalicelib.domain.conservation.line import Book, Line, instant_text
from chalicelib.domain.conservation.statement import (
    STILL_ON_ITS_WAY,
    ChainHead,
    ConservationStatement,
    PageReference,
    Sides,
    StatementSummary,
    next_due,
)
from chalicelib.domain.conservation.totals import Totals
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Archive, Clock, Statements
from chalicelib.services.conservation.take_stock import TakeStock
from chalicelib.services.conservation.take_stock_of_answers import TakeStockOfAnswers
from chalicelib.services.conservation.write_book import WriteBook


@dataclass(frozen=True, slots=True)
class DrawStatement:
    accounts: Accounts
    archive: Archive
    clock: Clock
    statements: Statements
    take_stock: TakeStock
    take_stock_of_answers: TakeStockOfAnswers

    def __call__(self, account_id: AccountId) -> StatementSummary:
        """The new statement, or the one that another drawer stored at the same moment.

        Raises NotFoundError for an unknown account.
        """
        account = self.accounts.get(account_id)
        head = self._caught_up(self.statements.head(account_id))
        statement = self._draw(account, head)
        try:
            self.archive.store_statement(account_id, statement.number, write_statement(statement))
        except ConflictError:
            statement = self._stored(account_id, statement.number)
        self._note(head, statement)
        return summary_of(statement)

    def _caught_up(self, head: ChainHead) -> ChainHead:
        """The head behind which the archive has no further entry; a drawer may have died."""
        while True:
            try:
                statement = self._stored(head.account_id, head.number + 1)
            except NotFoundError:
                return head
            head = self._note(head, statement)

    def _note(self, head: ChainHead, statement: ConservationStatement) -> ChainHead:
        summary = summary_of(statement)
        self.statements.add(summary)
        new = ChainHead(
            account_id=head.account_id,
            number=statement.number,
            sha256=summary.sha256,
            due_at=next_due(statement.drawn_at),
            imbalance_count=statement.imbalance_count,
        )
        try:
            self.statements.advance(head, new)
        except ConflictError:
            # Another drawer noted it, or somebody asked for one more meanwhile, which stays due.
            return self.statements.head(head.account_id)
        return new

    def _draw(self, account: Account, head: ChainHead) -> ConservationStatement:
        drawn_at = self.clock.now()
        until = drawn_at - STILL_ON_ITS_WAY
        before = self._pages_before(head)
        known = frozenset(before)
        books = {book: WriteBook(self.archive, account.account_id, book, known) for book in Book}
        intake, sent, seen = (self._lines(account.account_id, book, before) for book in Book)
        totals = Totals()
        for book, line in chain(
            self.take_stock(account, instant_text(until), intake, sent),
            self.take_stock_of_answers(account.account_id, until, seen),
        ):
            totals.add(book, line)
            books[book].add(line)
        return ConservationStatement(
            account_id=account.account_id,
            number=head.number + 1,
            drawn_at=drawn_at,
            counted_until=until,
            previous=head.sha256,
            books={book: Sides(totals.came[book], totals.stands[book]) for book in Book},
            claims=totals.claims,
            claims_by_status=totals.by_status,
            imbalance_count=totals.imbalance_count,
            imbalances=tuple(totals.imbalances),
            pages=tuple(page for book in Book for page in books[book].close()),
        )

    def _pages_before(self, head: ChainHead) -> tuple[PageReference, ...]:
        return self._stored(head.account_id, head.number).pages if head.number else ()

    def _lines(
        self, account_id: AccountId, book: Book, pages: tuple[PageReference, ...]
    ) -> Iterator[Line]:
        for page in pages:
            if page.book is book:
                yield from read_page(self.archive.statement_page(account_id, page))

    def _stored(self, account_id: AccountId, number: int) -> ConservationStatement:
        return read_statement(self.archive.statement(account_id, number))
