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
        """One that is slow holds up no other: each is worked by itself. One that is deleted is
        worked until it is left: the message that told of it may be lost."""
        known, now = self.webhooks.all(), self.clock.now()
        ready = [webhook for webhook in known if webhook.may_hear(now)]
        waiting = [webhook for webhook in known if webhook.may_be_left(now)]
        if ready:
            last = self.feed.last()
            waiting += [webhook for webhook in ready if self._waits(webhook, last)]
        for webhook in waiting:
            self.hints.deliver(webhook.webhook_id)

    def _waits(self, webhook: Webhook, last: int) -> bool:
        return webhook.position < last or bool(webhook.replays) or self._has_due(webhook)

    def _has_due(self, webhook: Webhook) -> bool:
        return bool(self.deliveries.due(webhook.webhook_id, self.clock.now(), 1))
