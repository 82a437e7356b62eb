"""What a person decides about a connection or a doubtful file."""

from functools import cached_property

from chalicelib.services.acts.decide_transmission import DecideTransmission
from chalicelib.services.acts.pin_host_key import PinHostKey
from chalicelib.services.acts.resume_account import ResumeAccount
from chalicelib.wiring.wired import Wired


class Acts(Wired):
    @cached_property
    def resume_account(self) -> ResumeAccount:
        p = self._ports
        return ResumeAccount(p.accounts, p.clock, p.hints)

    @cached_property
    def pin_host_key(self) -> PinHostKey:
        p = self._ports
        return PinHostKey(p.accounts, p.clock, p.hints)

    @cached_property
    def decide_transmission(self) -> DecideTransmission:
        p = self._ports
        return DecideTransmission(
            p.accounts, p.clock, p.entropy, p.hints, p.leases, p.notices, p.transmissions
        )
