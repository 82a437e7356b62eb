"""Webhooks."""

from dataclasses import dataclass

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import events as keys
from chalicelib.adapters.dynamodb.places import webhooks as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.stored import found, put_once
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import WebhookId
from chalicelib.domain.webhooks.webhook import Webhook


@dataclass(frozen=True, slots=True)
class DynamoWebhooks:
    table: Table

    def add(self, webhook: Webhook) -> None:
        put_once(self.table, _item(webhook), "webhook")

    def get(self, webhook_id: WebhookId) -> Webhook:
        return found(Webhook, self.table.get(keys.webhook(webhook_id)), "webhook", webhook_id)

    def all(self) -> tuple[Webhook, ...]:
        stored = self.table.queued(Index.LISTING, places.WEBHOOKS)
        return tuple(decode(Webhook, one) for one in stored)

    def advance(self, old: Webhook, new: Webhook) -> None:
        if not self.table.put_if(_item(new), Attr("revision").eq(old.revision)):
            raise ConflictError(f"{old.webhook_id} has changed meanwhile.")


def _item(webhook: Webhook) -> Attributes:
    return item(keys.webhook(webhook.webhook_id), encode(webhook), places.of_webhook(webhook))
