"""Statements and the heads of their chains."""

from chalicelib.domain.conservation.statement import ChainHead, StatementSummary
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId, StatementId
from chalicelib.domain.paging import Page
from tests.fakes import rows
from tests.fakes.rows import Rows


class FakeStatements:
    def __init__(self) -> None:
        self.rows: Rows[StatementId, StatementSummary] = Rows("statement")
        self.chain_heads: Rows[AccountId, ChainHead] = Rows("chain head")

    def head(self, account_id: AccountId) -> ChainHead:
        return self.chain_heads.find(account_id) or ChainHead(account_id)

    def advance(self, old: ChainHead, new: ChainHead) -> None:
        def still(present: ChainHead) -> bool:
            return (present.number, present.due_at) == (old.number, old.due_at)

        if old.due_at is not None:
            self.chain_heads.replace(old.account_id, new, still)
        elif self.chain_heads.put_if_absent(old.account_id, new) is not new:
            raise ConflictError(old.account_id)

    def heads(self) -> tuple[ChainHead, ...]:
        return tuple(sorted(self.chain_heads.all(), key=lambda h: (h.due_at, h.account_id)))

    def add(self, summary: StatementSummary) -> None:
        self.rows.put_once(summary.statement_id, summary)

    def get(self, statement_id: StatementId) -> StatementSummary:
        return self.rows.get(statement_id)

    def of_account(
        self, account_id: AccountId, limit: int, cursor: str | None
    ) -> Page[StatementSummary]:
        found = [
            (str(row.statement_id), row) for row in self.rows.all() if row.account_id == account_id
        ]
        return rows.page_of(found, account_id, limit, cursor)
