"""What the watch remembers and tells."""

from typing import Protocol

from chalicelib.domain.account_watch import AccountWatch
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.lateness import Lateness
from chalicelib.domain.watch_event import WatchEvent


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
