"""What a person decides about a connection or a doubtful file."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.hold import Holding

if TYPE_CHECKING:
    from chalicelib.services.acts.decide_transmission import DecideTransmission
    from chalicelib.services.acts.pin_host_key import PinHostKey
    from chalicelib.services.acts.resume_account import ResumeAccount


class Acts(Holding):
    @cached_property
    def resume_account(self) -> "ResumeAccount":
        from chalicelib.services.acts.resume_account import ResumeAccount

        p = self._ports
        return ResumeAccount(p.accounts, p.clock, p.hints)

    @cached_property
    def pin_host_key(self) -> "PinHostKey":
        from chalicelib.services.acts.pin_host_key import PinHostKey

        p = self._ports
        return PinHostKey(p.accounts, p.clock, p.hints)

    @cached_property
    def decide_transmission(self) -> "DecideTransmission":
        from chalicelib.services.acts.decide_transmission import DecideTransmission

        p = self._ports
        return DecideTransmission(
            p.accounts, p.clock, p.hints, self._hold_account, p.notices, p.transmissions
        )
