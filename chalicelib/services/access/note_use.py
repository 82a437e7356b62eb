"""When a key was used last, to the hour: no write for every request."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.ports import ApiKeys, Clock

COARSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NoteUse:
    api_keys: ApiKeys
    clock: Clock

    def __call__(self, key: ApiKey) -> None:
        now = self.clock.now()
        if key.last_used_at is not None and now - key.last_used_at < COARSE:
            return
        # Whoever changed the key at this moment has done what matters more, or the same.
        with suppress(ConflictError):
            self.api_keys.advance(key, replace(key, last_used_at=now))
