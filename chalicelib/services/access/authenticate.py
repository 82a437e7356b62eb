"""Who is calling?"""

import hmac
from dataclasses import dataclass

from chalicelib.domain.access.caller import Caller, CallerKind
from chalicelib.domain.identifiers import sha256_of
from chalicelib.domain.ports import ApiKeys, Clock


@dataclass(frozen=True, slots=True)
class Authenticate:
    api_keys: ApiKeys
    clock: Clock

    def __call__(self, shown: str) -> Caller | None:
        """The caller by an API key; None when there is no such key, or it is good no more."""
        sha256 = sha256_of(shown.encode())
        key = self.api_keys.find(sha256)
        if key is None or not hmac.compare_digest(key.key_sha256, sha256):
            return None
        if not key.is_good_at(self.clock.now()):
            return None
        return Caller(key.key_id, CallerKind.KEY, key.prefix, frozenset(key.scopes), key.reach)
