"""Events of the watch; the untold ones stand in the index of what waits."""

from dataclasses import dataclass

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb import keys, places
from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.places import Index
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.watch_event import WatchEvent


@dataclass(frozen=True, slots=True)
class DynamoWatchEvents:
    table: Table

    def add(self, event: WatchEvent) -> None:
        self.table.put_if_absent(_item(event))

    def untold(self) -> tuple[WatchEvent, ...]:
        stored = self.table.queued(Index.WORK, places.UNTOLD)
        return tuple(decode(WatchEvent, one) for one in stored)

    def advance(self, old: WatchEvent, new: WatchEvent) -> None:
        still = Attr("state").eq(old.state) & Attr("tries").eq(old.tries)
        if not self.table.put_if(_item(new), still):
            raise ConflictError(f"{old.event_id} has changed meanwhile.")


def _item(event: WatchEvent) -> Attributes:
    return item(keys.watch_event(event.event_id), encode(event), places.of_watch_event(event))
