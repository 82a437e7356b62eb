"""Leases: one holder per account at a time, whatever happens to the holder."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import cast

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys import accounts as keys
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.lease import Lease

_FREE = ""
"""In place of an instant; it sorts before all of them."""


@dataclass(frozen=True, slots=True)
class DynamoLeases:
    """The item stays for good: the token in it must never begin again."""

    table: Table

    def take(
        self, account_id: AccountId, holder: str, now: datetime, until: datetime
    ) -> Lease | None:
        """One conditional write; repeated by the SDK it finds the holder's own lease."""
        free = Attr("held_until").lte(encode_instant(now))
        taken = self.table.update_if(
            keys.lease(account_id),
            "SET holder = :holder, held_until = :until ADD fence :one REMOVE knocked",
            {":holder": holder, ":until": encode_instant(until), ":one": 1},
            Attr("pk").not_exists() | free | Attr("holder").eq(holder),
        )
        if taken is None:
            return None
        return Lease(account_id, holder, int(cast(Decimal, taken["fence"])), until)

    def holds(self, lease: Lease) -> bool:
        stored = self.table.get(keys.lease(lease.account_id)) or {}
        return stored.get("fence") == lease.token and stored["held_until"] != _FREE

    def knock(self, account_id: AccountId) -> None:
        held = Attr("held_until").gt(_FREE)
        self.table.update_if(keys.lease(account_id), "SET knocked = :one", {":one": 1}, held)

    def release(self, lease: Lease) -> bool:
        given_back = self.table.update_if(
            keys.lease(lease.account_id),
            "SET held_until = :free, holder = :free",
            {":free": _FREE},
            Attr("fence").eq(lease.token),
        )
        return given_back is not None and "knocked" in given_back
