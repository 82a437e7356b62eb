"""Places of webhooks and deliveries."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.places.place import Index, Place
from chalicelib.domain.identifiers import WebhookId
from chalicelib.domain.webhooks.delivery import Delivery, DeliveryState
from chalicelib.domain.webhooks.webhook import Webhook

WEBHOOKS = Prefix.WEBHOOKS.of()


def deliveries(webhook_id: WebhookId) -> str:
    return Prefix.DELIVERIES.of(webhook_id)


def deliveries_due(webhook_id: WebhookId) -> str:
    return Prefix.DELIVERIES_DUE.of(webhook_id)


def of_webhook(webhook: Webhook) -> list[Place]:
    """One that is left is in no list."""
    if webhook.left_at is not None:
        return []
    return [Place(Index.LISTING, WEBHOOKS, webhook.webhook_id)]


def of_delivery(delivery: Delivery) -> list[Place]:
    places = [Place(Index.LISTING, deliveries(delivery.webhook_id), f"{delivery.seq:013d}")]
    if delivery.state is DeliveryState.PENDING:
        order = f"{encode_instant(delivery.due_at)}#{delivery.seq:013d}"
        places.append(Place(Index.WORK, deliveries_due(delivery.webhook_id), order))
    return places
