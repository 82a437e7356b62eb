"""What the server's doors and boxes share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from infra.sandbox.clearinghouse.boxes import Boxes
from infra.sandbox.clearinghouse.faults.board import FaultBoard
from infra.sandbox.clearinghouse.faults.entrance import Entrance
from infra.sandbox.clearinghouse.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Premises:
    """`outbound` is the path of that folder as a client sees it."""

    boxes: Boxes
    outbound: str
    entrance: Entrance
    ledger: Ledger
    faults: FaultBoard
    clock: Callable[[], datetime]
