"""Counts that DynamoDB forgets by itself."""

from dataclasses import dataclass
from datetime import datetime

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.keys import access as keys
from chalicelib.adapters.dynamodb.table import Table


@dataclass(frozen=True, slots=True)
class DynamoCounters:
    table: Table

    def add(self, name: str, amount: int, until: datetime) -> int:
        """One atomic addition; the row's time to live says when it may go."""
        counted = self.table.update_if(
            keys.counter(name),
            "ADD amount :amount SET expires_at = :until",
            {":amount": amount, ":until": int(until.timestamp()) + 1},
            Attr("amount").not_exists() | Attr("amount").gte(0),
        )
        if counted is None:
            raise AssertionError("a count is never below zero")
        return int(str(counted["amount"]))
