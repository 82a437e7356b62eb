"""Followers of the feed."""

from dataclasses import dataclass

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import decode, encode
from chalicelib.adapters.dynamodb.keys import events as keys
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.events.follower import Follower


@dataclass(frozen=True, slots=True)
class DynamoFollowers:
    table: Table

    def get(self, name: str) -> Follower:
        stored = self.table.get(keys.follower(name))
        return Follower(name) if stored is None else decode(Follower, stored)

    def advance(self, old: Follower, new: Follower) -> None:
        """No row is stored with the first revision: where there is none, that one stands."""
        new_one, unchanged = Attr("pk").not_exists(), Attr("revision").eq(old.revision)
        still = new_one if old.revision == 0 else unchanged
        if not self.table.put_if(item(keys.follower(old.name), encode(new)), still):
            raise ConflictError(f"The follower {old.name} has gone on meanwhile.")
