"""Show webhooks, and what became of the events that were sent to them."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.identifiers import WebhookId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Deliveries, Webhooks
from chalicelib.domain.webhooks.delivery import Delivery
from chalicelib.domain.webhooks.webhook import Webhook, WebhookState
from chalicelib.services.webhooks.allowed_webhook import allowed_webhook


@dataclass(frozen=True, slots=True)
class ShowWebhooks:
    deliveries: Deliveries
    webhooks: Webhooks

    def __call__(self, webhook_id: WebhookId, reach: Reach) -> Webhook:
        """Raises NotFoundError."""
        return allowed_webhook(self.webhooks, webhook_id, reach)

    def list(self, reach: Reach) -> tuple[Webhook, ...]:
        """A stack has few; all that the caller may see."""
        there = (each for each in self.webhooks.all() if each.state is not WebhookState.DELETED)
        return tuple(webhook for webhook in there if reach.includes(webhook.reach))

    def log(
        self, webhook_id: WebhookId, reach: Reach, limit: int, cursor: str | None
    ) -> Page[Delivery]:
        """Raises NotFoundError, and ValueError on a cursor that is not ours."""
        allowed_webhook(self.webhooks, webhook_id, reach)
        return self.deliveries.of_webhook(webhook_id, limit, cursor)
