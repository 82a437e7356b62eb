"""Who may, and how a practice begins."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.access.authenticate import Authenticate
    from chalicelib.services.access.known_account import KnownAccount
    from chalicelib.services.onboard import Onboard


class Access(Wired):
    @cached_property
    def known_account(self) -> "KnownAccount":
        from chalicelib.services.access.known_account import KnownAccount

        return KnownAccount(self._ports.accounts)

    @cached_property
    def authenticate(self) -> "Authenticate":
        from chalicelib.services.access.authenticate import Authenticate

        p = self._ports
        return Authenticate(p.api_keys, p.clock)

    @cached_property
    def onboard(self) -> "Onboard":
        from chalicelib.services.onboard import Onboard

        p = self._ports
        return Onboard(p.accounts, p.api_keys, p.clock, p.entropy, p.practices, p.secrets)
