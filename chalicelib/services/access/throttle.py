"""So many requests a minute for each key and person.

The count is in the table, but a process takes requests out of it by the dozen: one write for many.
What processes hold and do not use is lost when the minute ends, so that somebody whose requests
meet many processes may get a little less than the limit; never more.
"""

from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.access.allowance import WINDOW, Allowance, whole_seconds, window_of
from chalicelib.domain.errors import TooManyRequestsError
from chalicelib.domain.ports import Clock, Counters

_SHARE = 30
"""A process takes the thirtieth part of the limit at once."""

_MOST_REMEMBERED = 1000


@dataclass(slots=True)
class _Held:
    """Requests that this process may serve without asking; `taken` is how many all have taken."""

    ends_at: datetime
    left: int = 0
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Throttle:
    clock: Clock
    counters: Counters
    limit: int
    held: dict[str, _Held] = field(default_factory=dict)

    def __call__(self, principal_id: str) -> Allowance:
        """What is left after this request. Raises TooManyRequestsError when nothing was."""
        now = self.clock.now()
        held = self._held(principal_id, window_of(now, WINDOW) + WINDOW)
        if held.left == 0 and held.taken < self.limit:
            self._take(principal_id, held)
        seconds = whole_seconds(held.ends_at - now)
        if held.left == 0:
            raise TooManyRequestsError(Allowance(self.limit, 0, seconds))
        held.left -= 1
        return Allowance(self.limit, held.left + max(0, self.limit - held.taken), seconds)

    def _held(self, principal_id: str, ends_at: datetime) -> _Held:
        held = self.held.get(principal_id)
        if held is None or held.ends_at != ends_at:
            if len(self.held) >= _MOST_REMEMBERED:
                self.held.clear()
            held = self.held[principal_id] = _Held(ends_at)
        return held

    def _take(self, principal_id: str, held: _Held) -> None:
        """Less is given than was asked for where the count has gone beyond the limit."""
        share = max(1, self.limit // _SHARE)
        name = f"requests#{held.ends_at.isoformat()}#{principal_id}"
        held.taken = self.counters.add(name, share, held.ends_at)
        held.left = max(0, share - max(0, held.taken - self.limit))
