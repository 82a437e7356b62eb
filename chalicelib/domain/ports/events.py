"""The one log of what happened, and who has read how far in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.events.event import Event, Told
    from chalicelib.domain.events.follower import Follower
    from chalicelib.domain.events.notice import Notice


class Notices(Protocol):
    def add(self, notice: Notice) -> Notice:
        """Stores a new notice, or returns the one that has its series and number already."""

    def of_series(self, series: str) -> tuple[Notice, ...]:
        """By number; all that were ever stored, whether they still wait or not."""

    def waiting(self) -> Iterator[Notice]:
        """Those whose events are not in the feed yet, oldest first."""

    def still_waiting(self, notices: Iterable[Notice]) -> tuple[Notice, ...]:
        """Those of them that wait at this very moment."""


class Feed(Protocol):
    def last(self) -> int:
        """The greatest number given so far; 0 while there is none."""

    def append(self, last: int, notices: Sequence[Notice]) -> None:
        """Gives the events of the notices the numbers after `last`, all of them or none; they wait
        no longer.

        Raises ConflictError unless `last` is still the last number and each of them still waits.
        """

    def after(self, seq: int, at_most: int) -> tuple[Told, ...]:
        """The events with the numbers that follow on `seq`, without a gap; fewer at the end."""


class Followers(Protocol):
    def get(self, name: str) -> Follower:
        """A fresh one, at the very beginning, where there is none yet."""

    def advance(self, old: Follower, new: Follower) -> None:
        """Stores `new` where the revision of `old` still stands; else raises ConflictError."""


class Announcer(Protocol):
    def announce(self, event: Event) -> None:
        """Tells people. Raises NotToldError when the message could not be handed over."""

    def publish(self, events: Sequence[Told]) -> None:
        """Tells machines, in order. Raises NotToldError when one could not be handed over."""
