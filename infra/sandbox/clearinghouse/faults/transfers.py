"""Faults that strike in the middle of a file."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from infra.sandbox.clearinghouse.faults.board import FaultBoard
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.order import FaultOrder


class Direction(StrEnum):
    """Seen from the client."""

    UPLOAD = "upload"
    DOWNLOAD = "download"


BREAKS = {
    Direction.UPLOAD: (Fault.UPLOAD_RESET, Fault.UPLOAD_STALLED, Fault.DISK_FULL),
    Direction.DOWNLOAD: (Fault.DOWNLOAD_RESET, Fault.DOWNLOAD_STALLED),
}


@dataclass(frozen=True, slots=True)
class Break:
    """After `passed` bytes of the piece at hand the fault of `order` strikes."""

    order: FaultOrder
    passed: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One file on its way for a user."""

    faults: FaultBoard
    user: str
    direction: Direction

    def break_within(self, offset: int, size: int, now: datetime) -> Break | None:
        """The break in the `size` bytes from `offset` on, if one is due there."""
        for fault in BREAKS[self.direction]:
            order = self.faults.active(fault, self.user, now)
            if order and offset + size > order.size:
                self.faults.strike(fault, self.user, now)
                return Break(order, max(order.size - offset, 0))
        return None

    def seconds_for(self, size: int, now: datetime) -> float:
        """How long the bytes take on purpose."""
        order = self.faults.active(Fault.SLOW_DRIP, self.user, now)
        return size / order.size if order else 0.0
