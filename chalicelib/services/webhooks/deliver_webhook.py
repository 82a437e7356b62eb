"""Deliver what waits for one webhook."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.identifiers import WebhookId
from chalicelib.domain.ports import Clock, Deliveries, Hints, Webhooks
from chalicelib.domain.webhooks.delivery import DeliveryState
from chalicelib.domain.webhooks.webhook import WebhookState
from chalicelib.services.webhooks.drop_deliveries import DropDeliveries
from chalicelib.services.webhooks.prepare_deliveries import PrepareDeliveries
from chalicelib.services.webhooks.send_delivery import SendDelivery

WORKS_FOR = timedelta(minutes=10)
"""Nothing is begun after that: what is left is for the next run."""
AT_ONCE = 50
GIVES_WAY_AFTER = 5
"""So many failures in a row: whoever does not answer now is not called for every event at once."""
GIVES_WAY_FOR = timedelta(minutes=1)
LATEST_HINT = timedelta(minutes=15)
"""A queue keeps none back for longer (SQS, DelaySeconds); the schedule finds what is due later."""


@dataclass(slots=True)
class _Round:
    delivered: int = 0
    failed: int = 0
    in_a_row: int = 0

    @property
    def gives_way(self) -> bool:
        return self.in_a_row >= GIVES_WAY_AFTER

    def note(self, state: DeliveryState) -> None:
        good = state is DeliveryState.DELIVERED
        self.delivered += good
        self.failed += not good
        self.in_a_row = 0 if good else self.in_a_row + 1


@dataclass(frozen=True, slots=True)
class DeliverWebhook:
    clock: Clock
    deliveries: Deliveries
    drop: DropDeliveries
    hints: Hints
    prepare: PrepareDeliveries
    send: SendDelivery
    webhooks: Webhooks

    def __call__(self, webhook_id: WebhookId) -> int:
        """How many were delivered. Harmless however often, and by however many at a time.

        Raises NotFoundError for an unknown webhook.
        """
        until, delivered, more = self.clock.now() + WORKS_FOR, 0, True
        done = _Round()
        while more:
            webhook = self.webhooks.get(webhook_id)
            if webhook.state is WebhookState.DELETED:
                self.drop(webhook_id)
            if not webhook.is_enabled:
                return delivered
            prepared, done = self.prepare(webhook), self._send_due(webhook_id, until)
            delivered += done.delivered
            got_on = prepared or done.delivered > 0
            more = got_on and not done.failed and self.clock.now() < until
        self._hint_next(webhook_id, GIVES_WAY_FOR if done.gives_way else timedelta())
        return delivered

    def _send_due(self, webhook_id: WebhookId, until: datetime) -> _Round:
        """The webhook is looked at before each try: once it is deleted or disabled, or its secret
        another, no message is begun as if it were not."""
        done = _Round()
        for delivery in self.deliveries.due(webhook_id, self.clock.now(), AT_ONCE):
            webhook = self.webhooks.get(webhook_id)
            if not webhook.is_enabled or done.gives_way or self.clock.now() >= until:
                break
            ended = self.send(webhook, delivery)
            if ended is None:
                continue
            done.note(ended.state)
            if ended.state is DeliveryState.FAILED:
                break
        return done

    def _hint_next(self, webhook_id: WebhookId, pause: timedelta) -> None:
        now = self.clock.now()
        soon = self.deliveries.due(webhook_id, now + LATEST_HINT, 1)
        if soon:
            self.hints.deliver(webhook_id, max(soon[0].due_at - now, pause))
