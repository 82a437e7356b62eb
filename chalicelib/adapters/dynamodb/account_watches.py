"""What the watch remembers about accounts, and how long their payers take."""

from dataclasses import dataclass

from boto3.dynamodb.conditions import Attr, ConditionBase

from chalicelib.adapters.dynamodb.encoding import decode, encode
from chalicelib.adapters.dynamodb.keys import accounts as keys
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.account_watch import AccountWatch
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.lateness import Lateness


@dataclass(frozen=True, slots=True)
class DynamoAccountWatches:
    table: Table

    def get(self, account_id: AccountId) -> AccountWatch:
        stored = self.table.get(keys.account_watch(account_id))
        return AccountWatch(account_id) if stored is None else decode(AccountWatch, stored)

    def advance(self, old: AccountWatch, new: AccountWatch) -> None:
        row = item(keys.account_watch(old.account_id), encode(new))
        if not self.table.put_if(row, _still_at(old.revision)):
            raise ConflictError(f"The watch of {old.account_id} has changed meanwhile.")


@dataclass(frozen=True, slots=True)
class DynamoLatenesses:
    table: Table

    def get(self, account_id: AccountId, payer_id: str) -> Lateness:
        stored = self.table.get(keys.lateness(account_id, payer_id))
        return Lateness(account_id, payer_id) if stored is None else decode(Lateness, stored)

    def advance(self, old: Lateness, new: Lateness) -> None:
        row = item(keys.lateness(old.account_id, old.payer_id), encode(new))
        if not self.table.put_if(row, _still_at(old.revision)):
            raise ConflictError(f"The lateness of {old.payer_id} has changed meanwhile.")


def _still_at(revision: int) -> ConditionBase:
    """No row is stored with the first revision: where there is none, that one stands."""
    return Attr("revision").eq(revision) | Attr("pk").not_exists()
