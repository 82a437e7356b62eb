"""Who may come in, what they did, and how often they tried."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.access.api_key import ApiKey
    from chalicelib.domain.access.audit import AuditEntry
    from chalicelib.domain.access.token import Token
    from chalicelib.domain.access.user import User
    from chalicelib.domain.identifiers import ApiKeyId, PracticeId, UserId
    from chalicelib.domain.paging import Page
    from chalicelib.domain.wanted import Span


class ApiKeys(Protocol):
    def add(self, key: ApiKey) -> None:
        """Raises ConflictError when another key has the id."""

    def find(self, key_sha256: str) -> ApiKey | None: ...

    def get(self, key_id: ApiKeyId) -> ApiKey:
        """Raises NotFoundError."""

    def all(self) -> tuple[ApiKey, ...]:
        """Newest first."""

    def advance(self, old: ApiKey, new: ApiKey) -> ApiKey:
        """Stores `new` as the next revision of `old`, and returns it as stored. Raises
        ConflictError where `old` no longer stands."""


class Users(Protocol):
    def add(self, user: User) -> None:
        """Raises ConflictError when there is one with this subject."""

    def find(self, user_id: UserId) -> User | None: ...

    def all(self) -> tuple[User, ...]:
        """Newest first."""

    def advance(self, old: User, new: User) -> User:
        """Stores `new` as the next revision of `old`, and returns it as stored. Raises
        ConflictError where `old` no longer stands."""


class Tokens(Protocol):
    def read(self, text: str) -> Token | None:
        """What a token says; None unless it was signed, by RS256, with a key of the issuer's."""


class AuditLog(Protocol):
    def add(self, entry: AuditEntry) -> None:
        """Stores it under each of its practices; nothing ever changes or removes it."""

    def of_practice(
        self, practice_id: PracticeId, month: str, span: Span, limit: int, cursor: str | None
    ) -> Page[AuditEntry]:
        """Of one month (such as 2026-03) what the span has, newest first. Raises ValueError on a
        cursor that is not of this practice and month."""


class Counters(Protocol):
    """Counts that are forgotten by themselves."""

    def add(self, name: str, amount: int, until: datetime) -> int:
        """Adds to the count, which begins at 0, and returns it; it is kept until then at least."""
