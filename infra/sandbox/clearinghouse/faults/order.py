"""A fault as it was ordered: whom it strikes, when, how often, how hard."""

from dataclasses import dataclass
from datetime import datetime

from infra.sandbox.clearinghouse.config import EVERYONE
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.manual import MANUAL


@dataclass(frozen=True, slots=True)
class FaultOrder:
    """Lasts from `starts` until `ends` (aware UTC; open where None), strikes `count` times at most.

    What is not given is taken from the manual. Raises ValueError for a count of a fault that
    lasts, for a count below one and for a negative amount; TypeError for an instant without an
    offset.
    """

    fault: Fault
    user: str = EVERYONE
    starts: datetime | None = None
    ends: datetime | None = None
    count: int | None = None
    amount: int | None = None

    def __post_init__(self) -> None:
        entry = MANUAL[self.fault]
        if self.count is not None and (entry.lasts or self.count < 1):
            raise ValueError(f"{self.fault} can't strike {self.count} times")
        if self.amount is not None and self.amount < 0:
            raise ValueError(f"{self.fault} has no amount of {self.amount}")
        if any(each.tzinfo is None for each in (self.starts, self.ends) if each):
            raise TypeError("an instant has an offset")
        if self.count is None:
            object.__setattr__(self, "count", entry.count)
        if self.amount is None:
            object.__setattr__(self, "amount", entry.amount)

    @property
    def size(self) -> int:
        """The amount in the unit of the manual."""
        return self.amount or 0

    def covers(self, user: str, now: datetime) -> bool:
        """Whether it is meant for the user and its time is now."""
        return (
            self.user in (EVERYONE, user)
            and (self.starts is None or self.starts <= now)
            and (self.ends is None or now < self.ends)
        )
