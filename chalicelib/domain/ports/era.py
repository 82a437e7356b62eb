"""The ERA archive's rows: what is kept under which key, and which months have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.era import ArchivedForm, EraMonth
    from chalicelib.domain.identifiers import AccountId


class EraFiles(Protocol):
    def add(self, form: ArchivedForm, counts: bool = True) -> ArchivedForm:
        """Stores the form and counts a change of its month, in that order; the first form under a
        stem stays, and is what is returned. Not `counts`: another of its stem is added next, and
        counted for both."""

    def of_month(self, account_id: AccountId, month: str) -> tuple[ArchivedForm, ...]:
        """All forms of a month, by stem, then by form."""

    def following(
        self, account_id: AccountId, month: str, after: str, limit: int
    ) -> tuple[ArchivedForm, ...]:
        """At most `limit` forms of a month behind the place of one, or the first ones behind "", in
        the same order."""

    def of_stem(self, account_id: AccountId, month: str, stem: str) -> tuple[ArchivedForm, ...]:
        """The forms under one stem."""

    def month(self, account_id: AccountId, month: str) -> EraMonth:
        """Raises NotFoundError for a month in which nothing was archived."""

    def months(self, account_id: AccountId) -> tuple[EraMonth, ...]:
        """The months in which anything was archived, oldest first."""

    def undescribed(self) -> tuple[EraMonth, ...]:
        """The months of all accounts that have changed since their newest manifest."""

    def describe(self, old: EraMonth, new: EraMonth) -> None:
        """Stores `new` where `old` still stands; else raises ConflictError."""
