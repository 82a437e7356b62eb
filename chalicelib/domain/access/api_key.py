"""API keys: what a machine shows to come in. Only their hashes are known here."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.account import AccountMode
from chalicelib.domain.identifiers import ApiKeyId, PracticeId


@dataclass(frozen=True, slots=True)
class ApiKey:
    """`prefix` is the visible beginning of the key. It is good for the practices named, on accounts
    of its mode, until `good_until` or until it is revoked; None: for good."""

    key_id: ApiKeyId
    key_sha256: str
    prefix: str
    practice_ids: tuple[PracticeId, ...]
    scopes: tuple[Scope, ...]
    mode: AccountMode
    created_at: datetime
    label: str = ""
    made_by: str = ""
    good_until: datetime | None = None
    revoked_at: datetime | None = None
    successor: ApiKeyId | None = None
    last_used_at: datetime | None = None
    revision: int = 0

    def is_good_at(self, now: datetime) -> bool:
        ends = [end for end in (self.good_until, self.revoked_at) if end is not None]
        return all(now < end for end in ends)

    @property
    def reach(self) -> Reach:
        return Reach(frozenset(self.practice_ids), frozenset({self.mode}))
