"""Who may, and how a practice begins."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.access.authenticate import Authenticate
    from chalicelib.services.access.count_failure import CountFailure
    from chalicelib.services.access.known_account import KnownAccount
    from chalicelib.services.access.let_in import LetIn
    from chalicelib.services.access.make_key import MakeKey
    from chalicelib.services.access.open_emergency import OpenEmergency
    from chalicelib.services.access.record_access import RecordAccess
    from chalicelib.services.access.revoke_key import RevokeKey
    from chalicelib.services.access.rotate_key import RotateKey
    from chalicelib.services.access.search_audit import SearchAudit
    from chalicelib.services.access.show_keys import ShowKeys
    from chalicelib.services.access.show_practices import ShowPractices
    from chalicelib.services.access.show_users import ShowUsers
    from chalicelib.services.access.throttle import Throttle
    from chalicelib.services.onboard import Onboard


class Access(Wired):
    @cached_property
    def authenticate(self) -> "Authenticate":
        from chalicelib.services.access.authenticate import Authenticate
        from chalicelib.services.access.note_use import NoteUse

        p = self._ports
        note_use = NoteUse(p.api_keys, p.clock)
        return Authenticate(
            p.accounts, p.api_keys, p.clock, note_use, p.access_rules.tokens, p.tokens, p.users
        )

    @cached_property
    def count_failure(self) -> "CountFailure":
        from chalicelib.services.access.count_failure import CountFailure

        p = self._ports
        return CountFailure(p.clock, p.counters, p.meter, {})

    @cached_property
    def throttle(self) -> "Throttle":
        from chalicelib.services.access.throttle import Throttle

        p = self._ports
        return Throttle(p.clock, p.counters, p.access_rules.requests_per_minute)

    @cached_property
    def known_account(self) -> "KnownAccount":
        from chalicelib.services.access.known_account import KnownAccount

        return KnownAccount(self._ports.accounts)

    @cached_property
    def make_key(self) -> "MakeKey":
        from chalicelib.services.access.make_key import MakeKey

        p = self._ports
        return MakeKey(p.api_keys, p.clock, p.entropy)

    @cached_property
    def show_keys(self) -> "ShowKeys":
        from chalicelib.services.access.show_keys import ShowKeys

        return ShowKeys(self._ports.api_keys)

    @cached_property
    def rotate_key(self) -> "RotateKey":
        from chalicelib.services.access.rotate_key import RotateKey

        p = self._ports
        return RotateKey(p.api_keys, p.clock, self.make_key, self.show_keys)

    @cached_property
    def revoke_key(self) -> "RevokeKey":
        from chalicelib.services.access.revoke_key import RevokeKey

        p = self._ports
        return RevokeKey(p.api_keys, p.clock, self.show_keys)

    @cached_property
    def show_users(self) -> "ShowUsers":
        from chalicelib.services.access.show_users import ShowUsers

        return ShowUsers(self._ports.users)

    @cached_property
    def let_in(self) -> "LetIn":
        from chalicelib.services.access.let_in import LetIn

        p = self._ports
        return LetIn(p.clock, self.show_users, p.users)

    @cached_property
    def open_emergency(self) -> "OpenEmergency":
        from chalicelib.services.access.open_emergency import OpenEmergency

        p = self._ports
        return OpenEmergency(p.clock, p.hints, p.meter, p.notices, p.users)

    @cached_property
    def show_practices(self) -> "ShowPractices":
        from chalicelib.services.access.show_practices import ShowPractices

        return ShowPractices(self._ports.practices)

    @cached_property
    def record_access(self) -> "RecordAccess":
        from chalicelib.services.access.record_access import RecordAccess

        p = self._ports
        return RecordAccess(p.accounts, p.audit_log, p.clock)

    @cached_property
    def search_audit(self) -> "SearchAudit":
        from chalicelib.services.access.search_audit import SearchAudit

        return SearchAudit(self._ports.audit_log, self._ports.clock)

    @cached_property
    def onboard(self) -> "Onboard":
        from chalicelib.services.onboard import Onboard

        p = self._ports
        return Onboard(p.accounts, p.api_keys, p.clock, p.entropy, p.practices, p.secrets, p.users)
