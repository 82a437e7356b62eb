"""The closing of an account: begun by a person, closed by a certificate."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from chalicelib.domain.identifiers import AccountId

QUIET_DAYS = 30
"""So long no 835 may have come on the old route, unless another number is chosen."""


class ClosureState(StrEnum):
    BEGUN = "begun"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Closure:
    """`since` is the chosen day: every claim handed in from then on must have come to an end.

    `certificate_sha256` and `closed_at` are those of the certificate, once there is one.
    """

    account_id: AccountId
    since: date
    quiet_days: int
    begun_at: datetime
    begun_by: str
    state: ClosureState = ClosureState.BEGUN
    closed_at: datetime | None = None
    certificate_sha256: str | None = None

    def close(self, at: datetime, certificate_sha256: str) -> "Closure":
        return replace(
            self,
            state=ClosureState.CLOSED,
            closed_at=at,
            certificate_sha256=certificate_sha256,
        )

    def is_like(self, other: "Closure") -> bool:
        """Whether both were begun with the same choices."""
        return (self.since, self.quiet_days) == (other.since, other.quiet_days)
