"""Keys, users, tokens, the audit log and counts in memory."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.access.audit import AuditEntry
from chalicelib.domain.access.token import Token
from chalicelib.domain.access.user import User
from chalicelib.domain.identifiers import ApiKeyId, PracticeId, UserId, api_key_id
from chalicelib.domain.paging import Page
from chalicelib.domain.wanted import Span
from tests.fakes.rows import Rows, page_of


class FakeApiKeys:
    def __init__(self) -> None:
        self.rows: Rows[ApiKeyId, ApiKey] = Rows("API key")

    def add(self, key: ApiKey) -> None:
        self.rows.put_once(key.key_id, key)

    def find(self, key_sha256: str) -> ApiKey | None:
        return self.rows.find(api_key_id(key_sha256))

    def get(self, key_id: ApiKeyId) -> ApiKey:
        return self.rows.get(key_id)

    def all(self) -> tuple[ApiKey, ...]:
        newest = sorted(self.rows.all(), key=lambda key: (key.created_at, key.key_id), reverse=True)
        return tuple(newest)

    def advance(self, old: ApiKey, new: ApiKey) -> ApiKey:
        stored = replace(new, revision=old.revision + 1)
        self.rows.replace(old.key_id, stored, lambda present: present.revision == old.revision)
        return stored


class FakeUsers:
    def __init__(self) -> None:
        self.rows: Rows[UserId, User] = Rows("user")

    def add(self, user: User) -> None:
        self.rows.put_once(user.user_id, user)

    def find(self, user_id: UserId) -> User | None:
        return self.rows.find(user_id)

    def all(self) -> tuple[User, ...]:
        newest = sorted(
            self.rows.all(), key=lambda one: (one.created_at, one.user_id), reverse=True
        )
        return tuple(newest)

    def advance(self, old: User, new: User) -> User:
        stored = replace(new, revision=old.revision + 1)
        self.rows.replace(old.user_id, stored, lambda present: present.revision == old.revision)
        return stored


class FakeTokens:
    """Whoever puts a token here has signed it."""

    def __init__(self) -> None:
        self.good: dict[str, Token] = {}

    def read(self, text: str) -> Token | None:
        return self.good.get(text)


class FakeAuditLog:
    def __init__(self) -> None:
        self.rows: Rows[tuple[PracticeId, str], AuditEntry] = Rows("audit entry")
        self.full = False

    def add(self, entry: AuditEntry) -> None:
        if self.full:
            raise OSError("no room")
        for practice_id in entry.practice_ids:
            self.rows.put_if_absent((practice_id, entry.entry_id), entry)

    def of_practice(
        self, practice_id: PracticeId, month: str, span: Span, limit: int, cursor: str | None
    ) -> Page[AuditEntry]:
        found = [
            (f"{entry.at.isoformat()}#{entry.entry_id}", entry)
            for (of, _), entry in self.rows.by_key.items()
            if of == practice_id and f"{entry.at:%Y-%m}" == month and span.has(entry.at)
        ]
        return page_of(found, f"{practice_id} {month}", limit, cursor)

    @property
    def entries(self) -> tuple[AuditEntry, ...]:
        """All, by the time."""
        return tuple(sorted(self.rows.all(), key=lambda entry: entry.at))


class FakeCounters:
    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, name: str, amount: int, until: datetime) -> int:
        self.counts[name] += amount
        return self.counts[name]
