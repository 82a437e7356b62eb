"""Wake webhooks: hint at each for which something waits."""

from dataclasses import dataclass

from chalicelib.domain.ports import Clock, Deliveries, Feed, Hints, Webhooks
from chalicelib.domain.webhooks.webhook import Webhook


@dataclass(frozen=True, slots=True)
class WakeWebhooks:
    clock: Clock
    deliveries: Deliveries
    feed: Feed
    hints: Hints
    webhooks: Webhooks

    def __call__(self) -> None:
        """One that is slow holds up no other: each is worked by itself."""
        now = self.clock.now()
        ready = [webhook for webhook in self.webhooks.all() if webhook.may_hear(now)]
        if not ready:
            return
        last = self.feed.last()
        for webhook in ready:
            if webhook.position < last or webhook.replays or self._has_due(webhook):
                self.hints.deliver(webhook.webhook_id)

    def _has_due(self, webhook: Webhook) -> bool:
        return bool(self.deliveries.due(webhook.webhook_id, self.clock.now(), 1))
