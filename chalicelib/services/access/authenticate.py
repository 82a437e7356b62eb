"""Who is calling? One authorizer for keys and for people, the same in the cloud and on a desk."""

import hmac
from dataclasses import dataclass

from chalicelib.domain.access.caller import Caller, CallerKind
from chalicelib.domain.access.reach import Reach
from chalicelib.domain.access.role import EMERGENCY_SCOPES
from chalicelib.domain.access.token import TokenRules
from chalicelib.domain.access.user import User
from chalicelib.domain.identifiers import sha256_of, user_id
from chalicelib.domain.ports import Accounts, ApiKeys, Clock, Tokens, Users
from chalicelib.services.access.note_use import NoteUse


@dataclass(frozen=True, slots=True)
class Authenticate:
    accounts: Accounts
    api_keys: ApiKeys
    clock: Clock
    note_use: NoteUse
    rules: TokenRules
    tokens: Tokens
    users: Users

    def __call__(self, shown: str) -> Caller | None:
        """The caller by an API key or a token; None when it is none of ours or good no more."""
        return self._person(shown) if shown.count(".") == 2 else self._machine(shown)

    def _machine(self, shown: str) -> Caller | None:
        sha256 = sha256_of(shown.encode(errors="replace"))
        key = self.api_keys.find(sha256)
        if key is None or not hmac.compare_digest(key.key_sha256, sha256):
            return None
        if not key.is_good_at(self.clock.now()):
            return None
        self.note_use(key)
        return Caller(key.key_id, CallerKind.KEY, key.prefix, frozenset(key.scopes), key.reach)

    def _person(self, shown: str) -> Caller | None:
        token = self.tokens.read(shown)
        if token is None or not self.rules.hold_for(token, self.clock.now()):
            return None
        user = self.users.find(user_id(token.subject))
        if user is None or user.is_disabled:
            return None
        if user.in_emergency_at(self.clock.now()):
            return self._in_emergency(user)
        who = user.user_id
        return Caller(who, CallerKind.PERSON, who, user.scopes, user.reach)

    def _in_emergency(self, user: User) -> Caller:
        """Decides about the claims of all practices that have an account, and about no access."""
        practices = {each for account in self.accounts.all() for each in account.practice_ids}
        reach = Reach(user.reach.practices | practices, user.reach.modes)
        who = user.user_id
        return Caller(who, CallerKind.EMERGENCY, who, EMERGENCY_SCOPES, reach)
