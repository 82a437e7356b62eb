"""Accounts, their health, and the counter that gives interchange control numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from boto3.dynamodb.conditions import Attr, ConditionBase

from chalicelib.adapters.dynamodb import fenced_write
from chalicelib.adapters.dynamodb.batch_get import get_all
from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import accounts as keys
from chalicelib.adapters.dynamodb.places import accounts as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.stored import found, put_once
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.account import Account, AccountState
from chalicelib.domain.act import AccountAct
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.lease import Lease
from chalicelib.domain.paging import Page

CONTROL_NUMBERS = 999_999_999
"""ISA13 has nine digits and is positive (005010 guides, appendix C, interchange header)."""


@dataclass(frozen=True, slots=True)
class DynamoAccounts:
    table: Table

    def add(self, account: Account) -> None:
        """Raises ConflictError when another account has the id."""
        put_once(self.table, _item(account), "account")

    def get(self, account_id: AccountId) -> Account:
        stored = self.table.get(keys.account(account_id))
        return found(Account, stored, "account", account_id)

    def all(self) -> tuple[Account, ...]:
        listed = self.table.queued(Index.LISTING, places.ACCOUNTS)
        return tuple(decode(Account, stored) for stored in listed)

    def health(self, account_id: AccountId) -> AccountHealth:
        return _health(account_id, self.table.get(keys.health(account_id)))

    def healths(self, account_ids: Sequence[AccountId]) -> tuple[AccountHealth, ...]:
        by_id = {each: keys.health(each) for each in account_ids}
        stored = dict(get_all(self.table, by_id.values()))
        return tuple(_health(each, stored.get(key)) for each, key in by_id.items())

    def change_health(
        self, old: AccountHealth, new: AccountHealth, lease: Lease | None = None
    ) -> AccountHealth:
        stored = replace(new, revision=old.revision + 1)
        revised = item(keys.health(old.account_id), encode(stored))
        if not fenced_write.put_if(self.table, revised, _unchanged(old), lease):
            raise ConflictError(f"The health of {old.account_id} has changed meanwhile.")
        return stored

    def pin_host_key(self, account: Account, host_key: str) -> None:
        pinned = _item(replace(account, host_key=host_key))
        if not self.table.put_if(pinned, _as_known(account)):
            raise ConflictError(f"Another host key is pinned for {account.account_id} by now.")

    def change_state(self, account: Account, state: AccountState) -> Account:
        changed = replace(account, state=state)
        if not self.table.put_if(_item(changed), _as_known(account)):
            raise ConflictError(f"{account.account_id} has changed meanwhile.")
        return changed

    def add_act(self, act: AccountAct) -> None:
        self.table.put(item(keys.act(act), encode(act), places.of_act(act)))

    def acts(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[AccountAct]:
        queue = places.acts(account_id)
        shown, next_cursor = self.table.page(Index.LISTING, queue, limit, cursor)
        return Page(tuple(decode(AccountAct, stored) for stored in shown), next_cursor)

    def next_control_number(self, account_id: AccountId) -> int:
        """One atomic addition; after 999999999 the numbers begin again at 1."""
        given = self.table.count_up(keys.control_number(account_id))
        return (given - 1) % CONTROL_NUMBERS + 1


def _as_known(account: Account) -> ConditionBase:
    """Host key and state are all of an account that ever changes; rows from before there were
    states have none."""
    as_known = Attr("host_key").eq(account.host_key)
    in_state = Attr("state").eq(account.state)
    if account.is_open:
        return as_known & (in_state | Attr("state").not_exists())
    return as_known & in_state


def _health(account_id: AccountId, stored: Attributes | None) -> AccountHealth:
    return AccountHealth(account_id) if stored is None else decode(AccountHealth, stored)


def _unchanged(health: AccountHealth) -> ConditionBase:
    if health.revision == 0:
        return Attr("pk").not_exists()
    return Attr("revision").eq(health.revision)


def _item(account: Account) -> Attributes:
    return item(keys.account(account.account_id), encode(account), places.of_account(account))
