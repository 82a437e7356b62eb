"""The worklist: the items of one source share a partition; open ones stand in the indexes."""

from collections.abc import Iterable
from dataclasses import dataclass

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import worklist as keys
from chalicelib.adapters.dynamodb.places import worklist as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.stored import found
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.errors import NotFoundError, ResolvedAlreadyError
from chalicelib.domain.identifiers import AccountId, WorkItemId
from chalicelib.domain.paging import Page
from chalicelib.domain.worklist import Awaited, WorkItem


@dataclass(frozen=True, slots=True)
class DynamoWorklist:
    table: Table

    def add(self, items: Iterable[WorkItem]) -> int:
        """One conditional write each: an item that somebody resolved meanwhile stays resolved."""
        stored = (self.table.put_if_absent(new) is new for new in map(_item, items))
        return sum(stored)

    def get(self, item_id: WorkItemId) -> WorkItem:
        """Raises NotFoundError, also for what is no work item's id at all."""
        try:
            key = keys.work(item_id)
        except IndexError:
            raise NotFoundError("work item", item_id) from None
        return found(WorkItem, self.table.get(key), "work item", item_id)

    def resolve(self, old: WorkItem, new: WorkItem) -> None:
        if not self.table.put_if(_item(new), Attr("state").eq(old.state)):
            raise ResolvedAlreadyError(f"{old.item_id} is resolved already")

    def of_source(self, account_id: AccountId, source: str) -> tuple[WorkItem, ...]:
        stored = self.table.query(keys.work_of_source(account_id, source))
        return tuple(decode(WorkItem, one) for one in stored)

    def awaiting(self, account_id: AccountId, awaited: Awaited) -> tuple[WorkItem, ...]:
        stored = self.table.queued(Index.WORK, places.awaiting(account_id, awaited))
        return tuple(decode(WorkItem, one) for one in stored)

    def open_ones(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[WorkItem]:
        queue = places.worklist(account_id)
        shown, next_cursor = self.table.page(Index.LISTING, queue, limit, cursor)
        return Page(tuple(decode(WorkItem, one) for one in shown), next_cursor)


def _item(new: WorkItem) -> Attributes:
    return item(keys.work(new.item_id), encode(new), places.of_work_item(new))
