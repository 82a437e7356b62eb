"""Drills: a row each, that says how far it has come."""

from dataclasses import dataclass

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import closing as keys
from chalicelib.adapters.dynamodb.places import drills as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.stored import found
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.drill import Drill
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId, DrillId
from chalicelib.domain.paging import Page


@dataclass(frozen=True, slots=True)
class DynamoDrills:
    table: Table

    def add(self, drill: Drill) -> Drill:
        return decode(Drill, self.table.put_if_absent(_item(drill)))

    def get(self, drill_id: DrillId) -> Drill:
        stored = self.table.get(keys.drill(drill_id))
        return found(Drill, stored, "drill", drill_id)

    def advance(self, old: Drill, new: Drill) -> None:
        if not self.table.put_if(_item(new), Attr("revision").eq(old.revision)):
            raise ConflictError(f"{old.drill_id} has gone on meanwhile.")

    def running(self) -> tuple[Drill, ...]:
        listed = self.table.queued(Index.WORK, places.DRILLS_RUNNING)
        return tuple(decode(Drill, stored) for stored in listed)

    def of_account(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[Drill]:
        queue = places.drills(account_id)
        shown, next_cursor = self.table.page(Index.LISTING, queue, limit, cursor)
        return Page(tuple(decode(Drill, one) for one in shown), next_cursor)


def _item(drill: Drill) -> Attributes:
    return item(keys.drill(drill.drill_id), encode(drill), places.of_drill(drill))
