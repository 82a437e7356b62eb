"""Deliveries; those that are to be tried stand in the index of what waits, by when."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import events as keys
from chalicelib.adapters.dynamodb.places import webhooks as places
from chalicelib.adapters.dynamodb.places.place import Index, end_of
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import EventId, WebhookId
from chalicelib.domain.paging import Page
from chalicelib.domain.webhooks.delivery import Delivery


@dataclass(frozen=True, slots=True)
class DynamoDeliveries:
    table: Table

    def add(self, delivery: Delivery) -> Delivery:
        return decode(Delivery, self.table.put_if_absent(_item(delivery)))

    def find(self, webhook_id: WebhookId, event_id: EventId) -> Delivery | None:
        stored = self.table.get(keys.delivery(webhook_id, event_id))
        return None if stored is None else decode(Delivery, stored)

    def advance(self, old: Delivery, new: Delivery) -> None:
        if not self.table.put_if(_item(new), Attr("revision").eq(old.revision)):
            raise ConflictError(f"The delivery of {old.event.event_id} has changed meanwhile.")

    def due(self, webhook_id: WebhookId, until: datetime, limit: int) -> tuple[Delivery, ...]:
        queue, end = places.deliveries_due(webhook_id), end_of(until)
        stored = islice(self.table.queued(Index.WORK, queue, end), limit)
        return tuple(decode(Delivery, one) for one in stored)

    def of_webhook(self, webhook_id: WebhookId, limit: int, cursor: str | None) -> Page[Delivery]:
        queue = places.deliveries(webhook_id)
        shown, next_cursor = self.table.page(Index.LISTING, queue, limit, cursor)
        return Page(tuple(decode(Delivery, one) for one in shown), next_cursor)


def _item(delivery: Delivery) -> Attributes:
    """DynamoDB itself takes it away when it is old (the table's TimeToLiveSpecification)."""
    key, expiry = keys.delivery(delivery.webhook_id, delivery.event.event_id), delivery.expires_at
    removed_at = {} if expiry is None else {"expires_at": int(expiry.timestamp())}
    return item(key, encode(delivery) | removed_at, places.of_delivery(delivery))
