"""A webhook is told of all within its reach: only who may know of it all may see or change it."""

from collections.abc import Callable

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import WebhookId
from chalicelib.domain.ports import Webhooks
from chalicelib.domain.webhooks.webhook import Webhook, WebhookState


def allowed_webhook(webhooks: Webhooks, webhook_id: WebhookId, reach: Reach) -> Webhook:
    """Raises NotFoundError for one that is deleted, or not within reach."""
    webhook = webhooks.get(webhook_id)
    if webhook.state is WebhookState.DELETED or not reach.includes(webhook.reach):
        raise NotFoundError("webhook", webhook_id)
    return webhook


def changed(webhooks: Webhooks, old: Webhook, change: Callable[[Webhook], Webhook]) -> Webhook:
    """The webhook with the change made to what stands now, whoever else changes it.

    Raises NotFoundError where the change would touch one that was deleted meanwhile.
    """
    while (new := change(old)) != old:
        if old.state is WebhookState.DELETED:
            raise NotFoundError("webhook", old.webhook_id)
        try:
            webhooks.advance(old, new)
        except ConflictError:
            old = webhooks.get(old.webhook_id)
        else:
            break
    return new
