"""What the watch remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.account_watch import AccountWatch
    from chalicelib.domain.identifiers import AccountId
    from chalicelib.domain.lateness import Lateness


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
