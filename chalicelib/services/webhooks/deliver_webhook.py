"""Deliver what waits for one webhook."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.identifiers import WebhookId
from chalicelib.domain.ports import Clock, Deliveries, Hints, Webhooks
from chalicelib.domain.webhooks.delivery import DeliveryState
from chalicelib.domain.webhooks.webhook import Webhook, WebhookState
from chalicelib.services.webhooks.allowed_webhook import changed
from chalicelib.services.webhooks.drop_deliveries import DropDeliveries
from chalicelib.services.webhooks.prepare_deliveries import PrepareDeliveries
from chalicelib.services.webhooks.send_delivery import SendDelivery

WORKS_FOR = timedelta(minutes=10)
"""What is left after that is for the next run."""
AT_ONCE = 50
GIVES_WAY_AFTER = 5
"""So many failures in a row: whoever does not answer now is not called for every event at once."""
GIVES_WAY_FOR = timedelta(minutes=1)
LATEST_HINT = timedelta(minutes=15)
"""A queue keeps none back for longer (SQS, DelaySeconds); the schedule finds what is due later."""


@dataclass(slots=True)
class _Run:
    """What came of it so far; nothing is begun after `until`."""

    until: datetime
    delivered: int = 0
    failed: int = 0
    in_a_row: int = 0

    @property
    def gives_way(self) -> bool:
        return self.in_a_row >= GIVES_WAY_AFTER

    @property
    def tried(self) -> bool:
        return self.delivered + self.failed > 0

    def is_over(self, now: datetime) -> bool:
        return now >= self.until

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

        Only who has tried something, or has no time for the rest, has another follow: else each
        message would be followed by one for as long as anything waits. Raises NotFoundError for an
        unknown webhook.
        """
        run = _Run(self.clock.now() + WORKS_FOR)
        while self._step(webhook_id, run):
            pass
        if run.gives_way:
            self._give_way(webhook_id)
        if run.tried or run.is_over(self.clock.now()):
            self._hint_next(webhook_id)
        return run.delivered

    def _step(self, webhook_id: WebhookId, run: _Run) -> bool:
        """Whether another may get on."""
        webhook, before = self.webhooks.get(webhook_id), run.delivered
        if webhook.state is WebhookState.DELETED:
            self.drop(webhook)
        if not webhook.may_hear(self.clock.now()):
            return False
        prepared = self.prepare(webhook)
        self._send_due(webhook_id, run)
        got_on = prepared or run.delivered > before
        return got_on and not run.failed and not run.is_over(self.clock.now())

    def _send_due(self, webhook_id: WebhookId, run: _Run) -> None:
        """The webhook is looked at before each try: once it is deleted, disabled or given a rest,
        or its secret another, no message is begun as if it were not."""
        for delivery in self.deliveries.due(webhook_id, self.clock.now(), AT_ONCE):
            webhook, now = self.webhooks.get(webhook_id), self.clock.now()
            if run.gives_way or run.is_over(now) or not webhook.may_hear(now):
                break
            ended = self.send(webhook, delivery)
            if ended is None:
                continue
            run.note(ended.state)
            if ended.state is DeliveryState.FAILED:
                break

    def _give_way(self, webhook_id: WebhookId) -> None:
        """Written down, so that whoever comes by another message gives way, too."""
        until = self.clock.now() + GIVES_WAY_FOR

        def quiet(old: Webhook) -> Webhook:
            return old.rest(until) if old.is_enabled else old

        changed(self.webhooks, self.webhooks.get(webhook_id), quiet)

    def _hint_next(self, webhook_id: WebhookId) -> None:
        webhook, now = self.webhooks.get(webhook_id), self.clock.now()
        soon = self.deliveries.due(webhook_id, now + LATEST_HINT, 1)
        if webhook.is_enabled and soon:
            at = max(now, soon[0].due_at, webhook.quiet_until or now)
            self.hints.deliver(webhook_id, at - now)
