"""Whoever shows bad keys or tokens again and again is told to stop, and people are told of it.

Good keys and tokens are never locked out by this: they can't be guessed, so a stranger who names
the beginning of one, or shares an address with its owner, takes nothing from the owner.
"""

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.access.allowance import window_of
from chalicelib.domain.errors import LockedOutError
from chalicelib.domain.identifiers import digest
from chalicelib.domain.ports import Clock, Counters, Meter

MOST_FAILURES = 10
WINDOW = timedelta(minutes=15)
_MOST_REMEMBERED = 1000
_KEY_BEGINNING = 15


@dataclass(frozen=True, slots=True)
class CountFailure:
    """`locked` is what this process knows already: no write for who goes on all the same."""

    clock: Clock
    counters: Counters
    meter: Meter
    locked: dict[str, object]

    def __call__(self, source: str, shown: str) -> None:
        """Raises LockedOutError after MOST_FAILURES of one address, or of one key's beginning, in
        the same quarter of an hour."""
        now = self.clock.now()
        began = window_of(now, WINDOW)
        ends = began + WINDOW
        names = [f"failures#{began.isoformat()}#{who}" for who in _who(source, shown)]
        if any(name in self.locked for name in names):
            raise LockedOutError(ends - now)
        counts = [(name, self.counters.add(name, 1, ends)) for name in names]
        over = [(name, count) for name, count in counts if count > MOST_FAILURES]
        if not over:
            return
        if len(self.locked) >= _MOST_REMEMBERED:
            self.locked.clear()
        self.locked.update(over)
        if any(count == MOST_FAILURES + 1 for _, count in over):
            self.meter.count("LockOuts")
        raise LockedOutError(ends - now)


def _who(source: str, shown: str) -> tuple[str, ...]:
    """What was shown may be anything: only its digest is kept."""
    beginning = shown[:_KEY_BEGINNING] if shown.startswith("cck_") else ""
    who = [f"source#{digest(source)}"]
    return (*who, f"key#{digest(beginning)}") if beginning else tuple(who)
