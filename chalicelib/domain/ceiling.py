"""The ceiling: the furthest status that a claim can still reach, and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.status import ClaimStatus

_ENDED = {
    ClaimStatus.REJECTED_BY_CLEARINGHOUSE: "A claim rejected by the clearinghouse goes no further.",
    ClaimStatus.REJECTED_BY_PAYER: "A claim rejected by the payer goes no further.",
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


def ceiling(
    status: ClaimStatus, sent_at: datetime | None, now: datetime, updates_end: timedelta
) -> Ceiling:
    """How far a claim can still get.

    `updates_end` is how long after sending the clearinghouse reports on a claim (its profile
    says so); after it only an 835 can change anything.
    """
    if status in _ENDED:
        return Ceiling(status, _ENDED[status])
    if status in _ADJUDICATED:
        return Ceiling(status, "The payer has decided; only a correction or reversal can follow.")
    if sent_at is not None and now - sent_at > updates_end:
        days = updates_end.days
        reason = f"Status updates end {days} days after sending: only an 835 can follow."
        return Ceiling(ClaimStatus.PAID, reason)
    return Ceiling(ClaimStatus.PAID, "All answers can still come.")
