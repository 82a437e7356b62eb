"""A follower: somebody who goes through the feed, and how far."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

A_STEP_TAKES = timedelta(minutes=2)
"""Who has not gone on by then has died."""


@dataclass(frozen=True, slots=True)
class Follower:
    """`position` is the number of the last event that it is done with. `taken_at` is set while
    somebody is at work for it. `revision` counts the changes, to tell races."""

    name: str
    position: int = 0
    revision: int = 0
    taken_at: datetime | None = None

    def is_free(self, now: datetime) -> bool:
        return self.taken_at is None or now - self.taken_at >= A_STEP_TAKES

    def take(self, now: datetime) -> "Follower":
        return replace(self, taken_at=now, revision=self.revision + 1)

    def go_on(self, position: int) -> "Follower":
        """Done with everything up to there, and free again."""
        return replace(self, position=position, taken_at=None, revision=self.revision + 1)
