"""Faults in what a client is shown of the files."""

from dataclasses import dataclass
from datetime import datetime

from infra.sandbox.clearinghouse.faults.board import FaultBoard
from infra.sandbox.clearinghouse.faults.fault import Fault


@dataclass(frozen=True, slots=True)
class Appearances:
    """How one user sees sizes, times and listings."""

    faults: FaultBoard
    user: str

    def size(self, real: int, now: datetime) -> int:
        lie = self.faults.strike(Fault.SIZE_LIES, self.user, now)
        return real + lie.size if lie else real

    def modified(self, real: int, now: datetime) -> int:
        """Seconds since 1970."""
        skew = self.faults.active(Fault.CLOCK_SKEW, self.user, now)
        return real + skew.size if skew else real

    def is_listed(self, laid_at: int, now: datetime) -> bool:
        """Whether a file that lies in outbound since then (seconds since 1970) is listed yet."""
        lag = self.faults.active(Fault.LISTING_LAG, self.user, now)
        return not lag or now.timestamp() - laid_at >= lag.size
