"""The orders that the control door takes: names and plain values for the methods behind them."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from infra.sandbox.clearinghouse.config import EVERYONE
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.order import FaultOrder
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse

Json = dict[str, Any]
Advance = Callable[[timedelta], None]


class ControlDesk:
    """`orders` change something, `questions` don't. An order raises ValueError, KeyError or
    TypeError when its values make no sense. Without `advance` the clock can't be moved here.
    """

    def __init__(
        self, clearinghouse: SimulatedClearinghouse, advance: Advance | None = None
    ) -> None:
        self._clearinghouse = clearinghouse
        self.questions: Mapping[str, Callable[[], Json]] = {
            "state": self._state,
            "receipts": self._receipts,
            "transfers": self._transfers,
        }
        self.orders: dict[str, Callable[..., None]] = {
            "pin": clearinghouse.pin,
            "hold": clearinghouse.hold,
            "release": clearinghouse.release,
            "acknowledge": clearinghouse.acknowledge,
            "set_password": clearinghouse.set_password,
            "unlock": clearinghouse.unlock,
            "switch_on": self._switch_on,
            "switch_off": self._switch_off,
            "step": clearinghouse.step,
        }
        if advance:
            self._advance = advance
            self.orders["advance"] = self._pass_time

    def _switch_on(
        self,
        fault: str,
        user: str = EVERYONE,
        starts: str | None = None,
        ends: str | None = None,
        count: int | None = None,
        amount: int | None = None,
    ) -> None:
        """Instants are ISO 8601 with an offset."""
        begins, over = (datetime.fromisoformat(each) if each else None for each in (starts, ends))
        order = FaultOrder(Fault(fault), user, begins, over, count, amount)
        self._clearinghouse.switch_on(order)

    def _switch_off(self, fault: str, user: str = EVERYONE) -> None:
        self._clearinghouse.switch_off(Fault(fault), user)

    def _pass_time(self, seconds: float) -> None:
        self._advance(timedelta(seconds=seconds))
        self._clearinghouse.step()

    def _state(self) -> Json:
        clearinghouse = self._clearinghouse
        config = clearinghouse.config
        return {
            "profile": config.profile,
            "now": config.clock().isoformat(),
            "faults": [asdict(order) for order in clearinghouse.faults()],
            "logins": {user: asdict(each) for user, each in clearinghouse.logins.items()},
            "connections": {user: asdict(each) for user, each in clearinghouse.connections.items()},
            "outbound": {user.name: clearinghouse.outbound(user.name) for user in config.users},
        }

    def _receipts(self) -> Json:
        return {"receipts": [asdict(each) for each in self._clearinghouse.receipts()]}

    def _transfers(self) -> Json:
        return {"transfers": [asdict(each) for each in self._clearinghouse.transfers()]}
