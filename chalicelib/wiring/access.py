"""Who may, and how a practice begins."""

from functools import cached_property

from chalicelib.services.access.authenticate import Authenticate
from chalicelib.services.onboard import Onboard
from chalicelib.wiring.wired import Wired


class Access(Wired):
    @cached_property
    def authenticate(self) -> Authenticate:
        return Authenticate(self._ports.api_keys)

    @cached_property
    def onboard(self) -> Onboard:
        p = self._ports
        return Onboard(p.accounts, p.api_keys, p.clock, p.entropy, p.practices, p.secrets)
