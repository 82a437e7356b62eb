"""Batches."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from boto3.dynamodb.conditions import Attr, ConditionBase

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode, encode_instant
from chalicelib.adapters.dynamodb.keys import batches as keys
from chalicelib.adapters.dynamodb.places import batches as places
from chalicelib.adapters.dynamodb.places.place import Index, end_of, within
from chalicelib.adapters.dynamodb.stored import found
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId, BatchId, PracticeId
from chalicelib.domain.paging import Page
from chalicelib.domain.wanted import ALL_BATCHES, WantedBatches


@dataclass(frozen=True, slots=True)
class DynamoBatches:
    table: Table

    def add(self, batch: Batch) -> Batch:
        return decode(Batch, self.table.put_if_absent(_item(batch)))

    def get(self, batch_id: BatchId) -> Batch:
        return found(Batch, self.table.get(keys.batch(batch_id)), "batch", batch_id)

    def advance(self, old: Batch, new: Batch) -> None:
        if not self.table.put_if(_item(new), _still(old)):
            raise ConflictError(f"{old.batch_id} has changed meanwhile.")

    def unplanned(self) -> tuple[Batch, ...]:
        return _oldest_first(self._queued(places.RECEIVED))

    def due(self, account_id: AccountId, now: datetime) -> tuple[Batch, ...]:
        until = end_of(now)
        stored = self.table.queued(Index.WORK, places.watched(account_id), until)
        return tuple(decode(Batch, one) for one in stored)

    def of_practice(
        self,
        practice_id: PracticeId,
        limit: int,
        cursor: str | None,
        wanted: WantedBatches = ALL_BATCHES,
    ) -> Page[Batch]:
        queue, between = places.batches(practice_id), within(wanted.received)
        shown, next_cursor = self.table.page(
            Index.LISTING, queue, limit, cursor, between, lambda one: wanted.has(_batch(one))
        )
        return Page(tuple(map(_batch, shown)), next_cursor)

    def all_of(self, account: Account) -> Iterator[Batch]:
        """Merges the lists of the account's practices, which may have other accounts, too."""
        queues = (places.batches(practice_id) for practice_id in account.practice_ids)
        listed = (map(_batch, self.table.queued(Index.LISTING, queue)) for queue in queues)
        merged = heapq.merge(*listed, key=_order)
        return (batch for batch in merged if batch.account_id == account.account_id)

    def _queued(self, queue: str) -> Iterable[Batch]:
        return (decode(Batch, stored) for stored in self.table.queued(Index.WORK, queue))


def _item(batch: Batch) -> Attributes:
    return item(keys.batch(batch.batch_id), encode(batch), places.of_batch(batch))


def _still(old: Batch) -> ConditionBase:
    stall = Attr("stall")
    unchanged = stall.not_exists() if old.stall is None else stall.eq(encode(old.stall))
    return Attr("state").eq(old.state) & unchanged & _same_look(old)


def _same_look(old: Batch) -> ConditionBase:
    look_at = Attr("look_at")
    return look_at.not_exists() if old.look_at is None else look_at.eq(encode_instant(old.look_at))


def _batch(stored: Attributes) -> Batch:
    return decode(Batch, stored)


def _order(batch: Batch) -> tuple[datetime, BatchId]:
    return batch.received_at, batch.batch_id


def _oldest_first(batches: Iterable[Batch]) -> tuple[Batch, ...]:
    return tuple(sorted(batches, key=_order))
