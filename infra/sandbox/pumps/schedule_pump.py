"""A schedule starts a function again and again, by the sandbox's clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(slots=True)
class SchedulePump:
    """Due at once, then whenever `every` has passed since the last time.

    Moving the clock makes it due once, however many rounds were skipped: EventBridge does not
    make up for missed rounds either.
    """

    every: timedelta
    now: Callable[[], datetime]
    fire: Callable[[datetime], None]
    _due_at: datetime | None = field(default=None)

    def turn(self) -> None:
        now = self.now()
        if self._due_at is None or now >= self._due_at:
            self._due_at = now + self.every
            self.fire(now)
