"""A new API key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.access.caller import Caller
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.account import AccountMode
from chalicelib.domain.errors import EndedKeyError
from chalicelib.domain.identifiers import PracticeId, api_key_id
from chalicelib.domain.ports import ApiKeys, Clock, Entropy
from chalicelib.services.access.grants import check_mode, check_practices, check_scopes
from chalicelib.services.access.new_secret import NewSecret, new_secret

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True)
class KeyWanted:
    """`good_until` None: until it is revoked."""

    practice_ids: tuple[PracticeId, ...]
    scopes: tuple[Scope, ...]
    mode: AccountMode
    label: str = ""
    good_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class MakeKey:
    api_keys: ApiKeys
    clock: Clock
    entropy: Entropy

    def __call__(self, wanted: KeyWanted, maker: Caller) -> tuple[ApiKey, NewSecret]:
        """The key's record, and the key itself, told this once.

        Raises NotFoundError for practices out of the maker's reach, BeyondReachError for scopes or
        a mode that the maker can't give, EndedKeyError for an end that does not lie ahead.
        """
        check_practices(maker, wanted.practice_ids)
        check_mode(maker, wanted.mode)
        check_scopes(maker, wanted.scopes)
        if wanted.good_until is not None and wanted.good_until <= self.clock.now():
            raise EndedKeyError
        return self.make(wanted, maker.name)

    def make(self, wanted: KeyWanted, made_by: str) -> tuple[ApiKey, NewSecret]:
        """Whoever makes it, nothing is asked."""
        secret = new_secret(self.entropy, wanted.mode)
        key = ApiKey(
            key_id=api_key_id(secret.sha256),
            key_sha256=secret.sha256,
            prefix=secret.prefix,
            practice_ids=_in_order(wanted.practice_ids),
            scopes=_in_order(wanted.scopes),
            mode=wanted.mode,
            created_at=self.clock.now(),
            label=wanted.label,
            made_by=made_by,
            good_until=wanted.good_until,
        )
        self.api_keys.add(key)
        return key, secret


def _in_order(values: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(sorted(set(values)))
