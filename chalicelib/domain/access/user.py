"""Users: people who log in at the identity provider, and what they may do here."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.access.role import SCOPES_OF, Role
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.account import AccountMode
from chalicelib.domain.identifiers import PracticeId, UserId


@dataclass(frozen=True, slots=True)
class Emergency:
    """Someone has broken the glass: until then they see and decide everything, everywhere."""

    opened_at: datetime
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class User:
    """`subject` is who they are at the identity provider. What they may is decided here alone, at
    each request: a role that was taken away is gone at once, whatever a token says."""

    user_id: UserId
    subject: str
    name: str
    role: Role
    practice_ids: tuple[PracticeId, ...]
    created_at: datetime
    made_by: str
    modes: tuple[AccountMode, ...] = tuple(AccountMode)
    disabled_at: datetime | None = None
    emergency: Emergency | None = None
    revision: int = 0

    @property
    def is_disabled(self) -> bool:
        return self.disabled_at is not None

    @property
    def scopes(self) -> frozenset[Scope]:
        return SCOPES_OF[self.role]

    @property
    def reach(self) -> Reach:
        return Reach(frozenset(self.practice_ids), frozenset(self.modes))

    def in_emergency_at(self, now: datetime) -> bool:
        return self.emergency is not None and now < self.emergency.until
