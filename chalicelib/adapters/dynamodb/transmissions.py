"""Transmissions."""

from dataclasses import dataclass

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb import keys, places
from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.places import Index
from chalicelib.adapters.dynamodb.stored import found
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId, BatchId, TransmissionId
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

    def advance(self, old: Transmission, new: Transmission) -> None:
        still = Attr("state").eq(old.state) & Attr("attempts").eq(old.attempts)
        if not self.table.put_if(_item(new), still):
            raise ConflictError(f"{old.transmission_id} has changed meanwhile.")

    def waiting(self, account_id: AccountId) -> tuple[Transmission, ...]:
        return self._queued(places.waiting(account_id))

    def unanswered(self, account_id: AccountId) -> tuple[Transmission, ...]:
        return self._queued(places.unanswered(account_id))

    def _queued(self, queue: str) -> tuple[Transmission, ...]:
        return tuple(decode(Transmission, one) for one in self.table.queued(Index.WORK, queue))


def _item(transmission: Transmission) -> Attributes:
    key = keys.transmission(transmission.transmission_id)
    return item(key, encode(transmission), places.of_transmission(transmission, key.sk))
