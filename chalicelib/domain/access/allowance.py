"""Allowances: how many requests somebody may make in a minute."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil

WINDOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Allowance:
    """Of `limit` requests `remaining` are left until the window ends, in `seconds_left`."""

    limit: int
    remaining: int
    seconds_left: int


def window_of(now: datetime, length: timedelta) -> datetime:
    """When the window began that holds this instant; they follow one another without a gap."""
    return now - (now - datetime(1970, 1, 1, tzinfo=UTC)) % length


def whole_seconds(time: timedelta) -> int:
    """Rounded up, one at least."""
    return max(1, ceil(time.total_seconds()))
