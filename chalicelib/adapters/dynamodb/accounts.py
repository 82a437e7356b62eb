"""Accounts, their health, and the counter that gives interchange control numbers."""

from dataclasses import dataclass

from chalicelib.adapters.dynamodb import keys, places
from chalicelib.adapters.dynamodb.encoding import decode, encode
from chalicelib.adapters.dynamodb.places import Index
from chalicelib.adapters.dynamodb.stored import found, put_once
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.account import Account, AccountHealth
from chalicelib.domain.identifiers import AccountId

CONTROL_NUMBERS = 999_999_999
"""ISA13 has nine digits and is positive (005010 guides, appendix C, interchange header)."""


@dataclass(frozen=True, slots=True)
class DynamoAccounts:
    table: Table

    def add(self, account: Account) -> None:
        """Raises ConflictError when another account has the id."""
        new = item(keys.account(account.account_id), encode(account), places.of_account(account))
        put_once(self.table, new, "account")

    def get(self, account_id: AccountId) -> Account:
        stored = self.table.get(keys.account(account_id))
        return found(Account, stored, "account", account_id)

    def all(self) -> tuple[Account, ...]:
        listed = self.table.queued(Index.LISTING, places.ACCOUNTS)
        return tuple(decode(Account, stored) for stored in listed)

    def health(self, account_id: AccountId) -> AccountHealth:
        stored = self.table.get(keys.health(account_id))
        return AccountHealth(account_id) if stored is None else decode(AccountHealth, stored)

    def note_health(self, health: AccountHealth) -> None:
        self.table.put(item(keys.health(health.account_id), encode(health)))

    def next_control_number(self, account_id: AccountId) -> int:
        """One atomic addition; after 999999999 the numbers begin again at 1."""
        given = self.table.count_up(keys.control_number(account_id))
        return (given - 1) % CONTROL_NUMBERS + 1
