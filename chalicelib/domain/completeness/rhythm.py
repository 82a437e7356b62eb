"""The rhythm of a payer, learned from the days on which it has paid, and when it was broken.

The usual interval is the median of the intervals between its days of payment (of an even number,
the shorter one in the middle). A silence is longer than 7/4 of that and longer than it by more than
ten days: a payer that pays every week may miss one, and one that pays every month none. Only the
set of days counts, never the order in which they became known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

ENOUGH = 4
"""Below that many days of payment nothing is said about a payer's rhythm."""

GRACE_DAYS = 10
"""Holidays, and a check that waits for the next run."""


@dataclass(frozen=True, slots=True)
class Silence:
    """No payment after `last_heard` and before `until`, though one was due on `expected_on`."""

    last_heard: date
    expected_on: date
    until: date


def usual_interval(days: Iterable[date]) -> int | None:
    """In days; None while too little is known."""
    known = sorted(set(days))
    if len(known) < ENOUGH:
        return None
    intervals = sorted((following - day).days for day, following in pairwise(known))
    return intervals[(len(intervals) - 1) // 2]


def longest_usual(interval: int) -> int:
    """So many days without a payment are no silence yet."""
    return max(interval * 7 // 4, interval + GRACE_DAYS)


def silences(days: Iterable[date], until: date) -> tuple[Silence, ...]:
    """By day; the last one may still last on the day `until`, up to which payments are known."""
    known = sorted({day for day in days if day <= until})
    usual = usual_interval(known)
    if usual is None:
        return ()
    return tuple(
        Silence(day, day + timedelta(days=usual), following)
        for day, following in pairwise((*known, until))
        if (following - day).days > longest_usual(usual)
    )
