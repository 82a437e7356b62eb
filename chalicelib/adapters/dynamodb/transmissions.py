"""Transmissions."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb import fenced_write
from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import batches as keys
from chalicelib.adapters.dynamodb.places import transmissions as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.stored import found
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId, BatchId, TransmissionId
from chalicelib.domain.lease import Lease
from chalicelib.domain.paging import Page
from chalicelib.domain.transmission import Transmission


@dataclass(frozen=True, slots=True)
class DynamoTransmissions:
    table: Table

    def add(self, transmission: Transmission) -> Transmission:
        return decode(Transmission, self.table.put_if_absent(_item(transmission)))

    def get(self, transmission_id: TransmissionId) -> Transmission:
        """Raises NotFoundError, also for what is no transmission's id at all."""
        try:
            key = keys.transmission(transmission_id)
        except IndexError:
            raise NotFoundError("transmission", transmission_id) from None
        return found(Transmission, self.table.get(key), "transmission", transmission_id)

    def of_batch(self, batch_id: BatchId) -> tuple[Transmission, ...]:
        stored = self.table.query(keys.transmissions(batch_id))
        return tuple(decode(Transmission, one) for one in stored)

    def advance(self, old: Transmission, new: Transmission, lease: Lease | None = None) -> None:
        still = Attr("state").eq(old.state) & Attr("attempts").eq(old.attempts)
        if not fenced_write.put_if(self.table, _item(new), still, lease):
            raise ConflictError(f"{old.transmission_id} has changed meanwhile.")

    def waiting(self, account_id: AccountId) -> tuple[Transmission, ...]:
        return self._queued(places.waiting(account_id))

    def unanswered(self, account_id: AccountId) -> tuple[Transmission, ...]:
        return self._queued(places.unanswered(account_id))

    def held(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[Transmission]:
        return self._page(places.held(account_id), limit, cursor)

    def unheld(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[Transmission]:
        return self._page(places.transmissions(account_id), limit, cursor)

    def all_of(self, account_id: AccountId) -> Iterator[Transmission]:
        """Those that an outage held back are listed by outage: they are put in order here."""
        listed = self._listed(places.transmissions(account_id))
        held = sorted(self._listed(places.held(account_id)), key=_order)
        return heapq.merge(listed, held, key=_order)

    def _page(self, queue: str, limit: int, cursor: str | None) -> Page[Transmission]:
        shown, next_cursor = self.table.page(Index.LISTING, queue, limit, cursor)
        return Page(tuple(decode(Transmission, one) for one in shown), next_cursor)

    def _listed(self, queue: str) -> Iterator[Transmission]:
        return (decode(Transmission, one) for one in self.table.queued(Index.LISTING, queue))

    def _queued(self, queue: str) -> tuple[Transmission, ...]:
        return tuple(decode(Transmission, one) for one in self.table.queued(Index.WORK, queue))


def _item(transmission: Transmission) -> Attributes:
    key = keys.transmission(transmission.transmission_id)
    return item(key, encode(transmission), places.of_transmission(transmission, key.sk))


def _order(transmission: Transmission) -> tuple[datetime, BatchId, str]:
    part = keys.transmission(transmission.transmission_id).sk
    return transmission.received_at, transmission.batch_id, part
