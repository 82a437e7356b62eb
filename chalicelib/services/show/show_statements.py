"""Show conservation statements, and hand them out as they lie in the archive."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.conservation.documents import read_statement
from chalicelib.domain.conservation.statement import ConservationStatement, StatementSummary
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, StatementId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts, Archive, Statements
from chalicelib.services.access.allowed_account import allowed_account


@dataclass(frozen=True, slots=True)
class StatementView:
    account: Account
    summary: StatementSummary
    statement: ConservationStatement


@dataclass(frozen=True, slots=True)
class ShowStatements:
    """A statement speaks of all practices of an account; only who may see them all may see it.

    Everything here raises NotFoundError for what is out of reach, too.
    """

    accounts: Accounts
    archive: Archive
    statements: Statements

    def __call__(self, statement_id: StatementId, reach: Reach) -> StatementView:
        account, summary = self._summary(statement_id, reach)
        return StatementView(account, summary, read_statement(self._entry(summary)))

    def list(
        self, account_id: AccountId, reach: Reach, limit: int, cursor: str | None
    ) -> tuple[Account, Page[StatementSummary]]:
        """Newest first, with the account. Raises ValueError on a cursor that is not ours."""
        account = allowed_account(self.accounts, account_id, reach)
        return account, self.statements.of_account(account_id, limit, cursor)

    def content(self, statement_id: StatementId, reach: Reach) -> bytes:
        """The entry byte for byte."""
        _, summary = self._summary(statement_id, reach)
        return self._entry(summary)

    def page(self, statement_id: StatementId, reach: Reach, book: str, number: int) -> bytes:
        """One page of a book, byte for byte."""
        statement = self(statement_id, reach).statement
        for page in statement.pages:
            if (page.book, page.number) == (book, number):
                return self.archive.statement_page(statement.account_id, page)
        raise NotFoundError("page", f"{book}-{number} of {statement_id}")

    def _summary(self, statement_id: StatementId, reach: Reach) -> tuple[Account, StatementSummary]:
        summary = self.statements.get(statement_id)
        try:
            account = allowed_account(self.accounts, summary.account_id, reach)
        except NotFoundError as error:
            raise NotFoundError("statement", statement_id) from error
        return account, summary

    def _entry(self, summary: StatementSummary) -> bytes:
        return self.archive.statement(summary.account_id, summary.number)
