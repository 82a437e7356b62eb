"""Which faults are switched on."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from infra.sandbox.clearinghouse.config import EVERYONE
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.order import FaultOrder


@dataclass(slots=True)
class Switched:
    """An order with the strikes that it has left; None is without end."""

    order: FaultOrder
    left: int | None


class FaultBoard:
    """May be read and changed from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._switched: list[Switched] = []

    def switch_on(self, order: FaultOrder) -> None:
        with self._lock:
            self._switched.append(Switched(order, order.count))

    def switch_off(self, fault: Fault, user: str = EVERYONE) -> None:
        """Ends the orders of that fault for that user; without a user, all of that fault."""
        with self._lock:
            self._switched = [
                each
                for each in self._switched
                if each.order.fault is not fault or user not in (EVERYONE, each.order.user)
            ]

    def clear(self) -> None:
        with self._lock:
            self._switched = []

    def orders(self) -> tuple[FaultOrder, ...]:
        """Every order that was not switched off, also those whose time is over or not yet come."""
        return tuple(each.order for each in self._switched)

    def active(self, fault: Fault, user: str, now: datetime) -> FaultOrder | None:
        """The order under which the user suffers the fault now, without using it up."""
        found = self._find(fault, user, now)
        return found.order if found else None

    def active_anywhere(self, fault: Fault, now: datetime) -> bool:
        """Whether anybody suffers the fault now: some can only strike all users at once."""
        return any(
            each.order.fault is fault and each.order.covers(each.order.user, now)
            for each in self._switched
        )

    def strike(self, fault: Fault, user: str, now: datetime) -> FaultOrder | None:
        """The same, for something that happens now: it counts as one strike."""
        with self._lock:
            found = self._find(fault, user, now)
            if found and found.left is not None:
                found.left -= 1
            return found.order if found else None

    def lasts(self, order: FaultOrder, user: str, now: datetime) -> bool:
        """Whether the order has not been switched off and its time is not over."""
        return order in self.orders() and order.covers(user, now)

    def _find(self, fault: Fault, user: str, now: datetime) -> Switched | None:
        for each in self._switched:
            if each.order.fault is fault and each.left != 0 and each.order.covers(user, now):
                return each
        return None
