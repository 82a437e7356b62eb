"""Where the chains of statements stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.conservation.statement import ChainHead, StatementSummary
    from chalicelib.domain.identifiers import AccountId, StatementId
    from chalicelib.domain.paging import Page


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
