"""Practices, accounts and API keys."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock

from chalicelib.domain.account import Account, AccountState, Practice
from chalicelib.domain.act import AccountAct, ActKind
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.lease import Lease
from chalicelib.domain.paging import Page
from tests.fakes import rows
from tests.fakes.leases import FakeLeases
from tests.fakes.rows import Rows

CONTROL_NUMBERS = 999_999_999


class FakePractices:
    def __init__(self) -> None:
        self.rows: Rows[PracticeId, Practice] = Rows("practice")

    def add(self, practice: Practice) -> None:
        self.rows.put_once(practice.practice_id, practice)

    def get(self, practice_id: PracticeId) -> Practice:
        return self.rows.get(practice_id)

    def get_all(self, practice_ids: Sequence[PracticeId]) -> tuple[Practice, ...]:
        return tuple(map(self.get, practice_ids))


class FakeAccounts:
    def __init__(self, leases: FakeLeases | None = None) -> None:
        self.rows: Rows[AccountId, Account] = Rows("account")
        self.health_by_id: dict[AccountId, AccountHealth] = {}
        self.numbers_given: dict[AccountId, int] = {}
        self.acts_by_key: dict[tuple[AccountId, datetime, ActKind], AccountAct] = {}
        self._leases = leases or FakeLeases()
        self._lock = Lock()

    def add(self, account: Account) -> None:
        self.rows.put_once(account.account_id, account)

    def get(self, account_id: AccountId) -> Account:
        return self.rows.get(account_id)

    def all(self) -> tuple[Account, ...]:
        return tuple(sorted(self.rows.all(), key=lambda account: account.account_id))

    def health(self, account_id: AccountId) -> AccountHealth:
        return self.health_by_id.get(account_id, AccountHealth(account_id))

    def healths(self, account_ids: Sequence[AccountId]) -> tuple[AccountHealth, ...]:
        return tuple(map(self.health, account_ids))

    def change_health(
        self, old: AccountHealth, new: AccountHealth, lease: Lease | None = None
    ) -> AccountHealth:
        with self._leases.fenced(lease), self._lock:
            if self.health(old.account_id).revision != old.revision:
                raise ConflictError("The health has changed meanwhile.")
            stored = replace(new, revision=old.revision + 1)
            self.health_by_id[old.account_id] = stored
            return stored

    def pin_host_key(self, account: Account, host_key: str) -> None:
        pinned = replace(account, host_key=host_key)
        self.rows.replace(account.account_id, pinned, lambda present: present == account)

    def change_state(self, account: Account, state: AccountState) -> Account:
        changed = replace(account, state=state)
        self.rows.replace(account.account_id, changed, lambda present: present == account)
        return changed

    def add_act(self, act: AccountAct) -> None:
        self.acts_by_key[act.account_id, act.at, act.kind] = act

    @property
    def all_acts(self) -> list[AccountAct]:
        return list(self.acts_by_key.values())

    def acts(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[AccountAct]:
        found = [
            (f"{act.at.isoformat()}#{act.kind}", act)
            for act in self.all_acts
            if act.account_id == account_id
        ]
        return rows.page_of(found, account_id, limit, cursor)

    def next_control_number(self, account_id: AccountId) -> int:
        with self._lock:
            given = self.numbers_given.get(account_id, 0) + 1
            self.numbers_given[account_id] = given
        return (given - 1) % CONTROL_NUMBERS + 1
