"""Drop deliveries: what was on its way to a webhook that is deleted is tried no more."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import WebhookId
from chalicelib.domain.ports import Clock, Deliveries, Webhooks
from chalicelib.domain.webhooks.delivery import Delivery
from chalicelib.domain.webhooks.webhook import Webhook

AT_ONCE = 50
_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DropDeliveries:
    clock: Clock
    deliveries: Deliveries
    webhooks: Webhooks

    def __call__(self, webhook: Webhook) -> None:
        """Whatever waits, however late it would be due; so it runs out like all that has ended.
        Once nobody can add to it, the webhook is left."""
        while self._drop_some(webhook.webhook_id):
            pass
        now = self.clock.now()
        if webhook.may_be_left(now):
            # Who comes here at the same moment has done the same.
            with suppress(ConflictError):
                self.webhooks.advance(webhook, webhook.leave(now))

    def _drop_some(self, webhook_id: WebhookId) -> bool:
        waiting = self.deliveries.due(webhook_id, _EVER, AT_ONCE)
        return sum(map(self._drop, waiting)) > 0

    def _drop(self, delivery: Delivery) -> bool:
        """False when another has written it meanwhile."""
        try:
            self.deliveries.advance(delivery, delivery.drop(self.clock.now()))
        except ConflictError:
            return False
        return True
