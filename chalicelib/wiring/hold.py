"""An account is worked on by one alone."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.access.hold_account import HoldAccount


class Holding(Wired):
    @cached_property
    def _hold_account(self) -> "HoldAccount":
        from chalicelib.services.access.hold_account import HoldAccount

        p = self._ports
        return HoldAccount(p.clock, p.entropy, p.leases)
