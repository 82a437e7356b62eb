"""A key gets a successor; for some time both are good."""

from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.access.caller import Caller
from chalicelib.domain.errors import ConflictError, RotatedAlreadyError
from chalicelib.domain.identifiers import ApiKeyId
from chalicelib.domain.ports import ApiKeys, Clock
from chalicelib.services.access.grants import check_scopes
from chalicelib.services.access.make_key import KeyWanted, MakeKey
from chalicelib.services.access.new_secret import NewSecret
from chalicelib.services.access.show_keys import ShowKeys


@dataclass(frozen=True, slots=True)
class RotateKey:
    api_keys: ApiKeys
    clock: Clock
    make_key: MakeKey
    show_keys: ShowKeys

    def __call__(
        self, key_id: ApiKeyId, overlap: timedelta, rotator: Caller
    ) -> tuple[ApiKey, NewSecret]:
        """The successor may do the same; the old key is good for `overlap` from now, at most.

        The successor is stored first: whoever breaks off in between has the old key as it was.
        Raises NotFoundError, BeyondReachError, and RotatedAlreadyError for one that has a successor
        or is good no more.
        """
        old, now = self.show_keys(key_id, rotator.reach), self.clock.now()
        check_scopes(rotator, old.scopes)
        if old.successor is not None or not old.is_good_at(now):
            raise RotatedAlreadyError(key_id)
        wanted = KeyWanted(old.practice_ids, old.scopes, old.mode, old.label, old.good_until)
        new, secret = self.make_key.make(wanted, rotator.name)
        try:
            self._retire(old, new.key_id, overlap)
        except RotatedAlreadyError:
            self.api_keys.advance(new, replace(new, revoked_at=now))
            raise
        return new, secret

    def _retire(self, old: ApiKey, successor: ApiKeyId, overlap: timedelta) -> None:
        """Tries again where only the last use was noted meanwhile."""
        while True:
            now = self.clock.now()
            ends = now + overlap if old.good_until is None else min(now + overlap, old.good_until)
            try:
                self.api_keys.advance(old, replace(old, successor=successor, good_until=ends))
            except ConflictError:
                old = self.api_keys.get(old.key_id)
                if old.successor is not None or not old.is_good_at(now):
                    raise RotatedAlreadyError(old.key_id) from None
                continue
            return
