"""Practices, accounts, API keys and leases."""

from datetime import datetime
from threading import Lock

from chalicelib.domain.account import Account, AccountHealth, ApiKey, Practice
from chalicelib.domain.identifiers import AccountId, PracticeId
from tests.fakes.rows import Rows

CONTROL_NUMBERS = 999_999_999


class FakePractices:
    def __init__(self) -> None:
        self.rows: Rows[PracticeId, Practice] = Rows("practice")

    def add(self, practice: Practice) -> None:
        self.rows.put_once(practice.practice_id, practice)

    def get(self, practice_id: PracticeId) -> Practice:
        return self.rows.get(practice_id)


class FakeAccounts:
    def __init__(self) -> None:
        self.rows: Rows[AccountId, Account] = Rows("account")
        self.healths: dict[AccountId, AccountHealth] = {}
        self.numbers_given: dict[AccountId, int] = {}
        self._lock = Lock()

    def add(self, account: Account) -> None:
        self.rows.put_once(account.account_id, account)

    def get(self, account_id: AccountId) -> Account:
        return self.rows.get(account_id)

    def all(self) -> tuple[Account, ...]:
        return tuple(sorted(self.rows.all(), key=lambda account: account.account_id))

    def health(self, account_id: AccountId) -> AccountHealth:
        return self.healths.get(account_id, AccountHealth(account_id))

    def note_health(self, health: AccountHealth) -> None:
        self.healths[health.account_id] = health

    def next_control_number(self, account_id: AccountId) -> int:
        with self._lock:
            given = self.numbers_given.get(account_id, 0) + 1
            self.numbers_given[account_id] = given
        return (given - 1) % CONTROL_NUMBERS + 1


class FakeApiKeys:
    def __init__(self) -> None:
        self.rows: Rows[str, ApiKey] = Rows("API key")

    def add(self, key: ApiKey) -> None:
        self.rows.put_once(key.key_sha256, key)

    def find(self, key_sha256: str) -> ApiKey | None:
        return self.rows.find(key_sha256)


class FakeLeases:
    def __init__(self) -> None:
        self.held: dict[AccountId, tuple[str, datetime]] = {}
        self._lock = Lock()

    def take(self, account_id: AccountId, holder: str, now: datetime, until: datetime) -> bool:
        with self._lock:
            present, expiry = self.held.get(account_id, (holder, now))
            if present != holder and expiry > now:
                return False
            self.held[account_id] = (holder, until)
            return True

    def release(self, account_id: AccountId, holder: str) -> None:
        with self._lock:
            if self.held.get(account_id, ("",))[0] == holder:
                del self.held[account_id]
