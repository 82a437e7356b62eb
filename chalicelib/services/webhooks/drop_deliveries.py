"""Drop deliveries: what was on its way to a webhook that is deleted is tried no more."""

from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import WebhookId
from chalicelib.domain.ports import Clock, Deliveries
from chalicelib.domain.webhooks.delivery import Delivery

AT_ONCE = 50
_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DropDeliveries:
    clock: Clock
    deliveries: Deliveries

    def __call__(self, webhook_id: WebhookId) -> None:
        """Whatever waits, however late it would be due; so it runs out like all that has ended."""
        while self._drop_some(webhook_id):
            pass

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
