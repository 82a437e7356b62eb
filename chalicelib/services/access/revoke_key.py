"""A key is good no more, from this moment on."""

from dataclasses import dataclass, replace

from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.access.reach import Reach
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import ApiKeyId
from chalicelib.domain.ports import ApiKeys, Clock
from chalicelib.services.access.show_keys import ShowKeys


@dataclass(frozen=True, slots=True)
class RevokeKey:
    api_keys: ApiKeys
    clock: Clock
    show_keys: ShowKeys

    def __call__(self, key_id: ApiKeyId, reach: Reach) -> ApiKey:
        """One that was revoked before stays as it is. Raises NotFoundError for what is out of
        reach, too. Tries again where the key was changed at this moment."""
        while True:
            key = self.show_keys(key_id, reach)
            if key.revoked_at is not None:
                return key
            try:
                return self.api_keys.advance(key, replace(key, revoked_at=self.clock.now()))
            except ConflictError:
                continue
