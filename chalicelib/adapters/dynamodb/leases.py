"""Leases: one holder per account at a time, whatever happens to the holder."""

from dataclasses import dataclass
from datetime import datetime

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.identifiers import AccountId


@dataclass(frozen=True, slots=True)
class DynamoLeases:
    table: Table

    def take(self, account_id: AccountId, holder: str, now: datetime, until: datetime) -> bool:
        """One conditional write; the holder may take its own lease again, to make it longer."""
        new = item(keys.lease(account_id), {"holder": holder, "held_until": encode_instant(until)})
        expired = Attr("held_until").lte(encode_instant(now))
        return self.table.put_if(new, Attr("pk").not_exists() | expired | Attr("holder").eq(holder))

    def release(self, account_id: AccountId, holder: str) -> None:
        self.table.delete_if(keys.lease(account_id), Attr("holder").eq(holder))
