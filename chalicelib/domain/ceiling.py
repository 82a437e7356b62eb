"""The ceiling: the furthest status that a claim can still reach, and why."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from chalicelib.domain.status import ClaimStatus

_MENDED = "Corrected in the clearinghouse's portal or handed in again, it starts anew."
_ENDED = {
    ClaimStatus.REJECTED_BY_CLEARINGHOUSE: (
        f"As it is, a claim rejected by the clearinghouse goes no further. {_MENDED}"
    ),
    ClaimStatus.REJECTED_BY_PAYER: (
        f"As it is, a claim rejected by the payer goes no further. {_MENDED}"
    ),
}
_ADJUDICATED = {
    ClaimStatus.PAID,
    ClaimStatus.PARTIALLY_PAID,
    ClaimStatus.DENIED,
    ClaimStatus.REVERSED,
}


@dataclass(frozen=True, slots=True)
class Ceiling:
    status: ClaimStatus
    reason: str


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a clearinghouse goes on with a claim (its profile says so; None: no such rule).

    `updates_end` after sending it reports no more; `pend_ends` after it began to hold a claim back
    it accepts or rejects it.
    """

    updates_end: timedelta | None
    pend_ends: timedelta | None


@dataclass(frozen=True, slots=True)
class Course:
    """The days that count for a claim: sent by us, passed on by the clearinghouse, pended by it."""

    sent_at: datetime | None = None
    forwarded_on: date | None = None
    pended_on: date | None = None


def ceiling(status: ClaimStatus, course: Course, now: datetime, waits: Waits) -> Ceiling:
    """How far a claim can still get."""
    if status in _ENDED:
        return Ceiling(status, _ENDED[status])
    if status in _ADJUDICATED:
        return Ceiling(status, "The payer has decided; only a correction or reversal can follow.")
    if status is ClaimStatus.PENDED:
        return Ceiling(ClaimStatus.PAID, _pended(course, waits))
    since = _updates_count_from(course)
    if since is not None and waits.updates_end is not None and now - since > waits.updates_end:
        days = waits.updates_end.days
        reason = f"Status updates end {days} days after sending: only an 835 can follow."
        return Ceiling(ClaimStatus.PAID, reason)
    return Ceiling(ClaimStatus.PAID, "All answers can still come.")


def _pended(course: Course, waits: Waits) -> str:
    until = "later"
    if waits.pend_ends is not None:
        until = f"within {waits.pend_ends.days} days"
        if course.pended_on is not None:
            until += f", by {course.pended_on + waits.pend_ends:%Y-%m-%d}"
    return f"The clearinghouse holds the claim back and accepts or rejects it {until}."


def _updates_count_from(course: Course) -> datetime | None:
    """A claim that was held back or mended is sent, for the payer, when it is passed on."""
    if course.sent_at is None or course.forwarded_on is None:
        return course.sent_at
    return max(course.sent_at, datetime.combine(course.forwarded_on, time.min, UTC))
