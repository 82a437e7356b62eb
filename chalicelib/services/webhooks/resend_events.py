"""Send events to a webhook once more: one, or all of a range."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.errors import BeyondTheFeedError, NotFoundError, ResendsWaitingError
from chalicelib.domain.identifiers import EventId, WebhookId
from chalicelib.domain.ports import Deliveries, Feed, Hints, Webhooks
from chalicelib.domain.webhooks.webhook import Replay, Webhook
from chalicelib.services.webhooks.allowed_webhook import allowed_webhook, changed

REPLAYS_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class ResendEvents:
    deliveries: Deliveries
    feed: Feed
    hints: Hints
    webhooks: Webhooks

    def one(self, webhook_id: WebhookId, event_id: EventId, reach: Reach) -> Webhook:
        """Raises NotFoundError for an event that its delivery log does not know."""
        webhook = allowed_webhook(self.webhooks, webhook_id, reach)
        delivery = self.deliveries.find(webhook_id, event_id)
        if delivery is None:
            raise NotFoundError("delivery of event", event_id)
        return self._resend(webhook, Replay(delivery.seq - 1, delivery.seq))

    def some(self, webhook_id: WebhookId, replay: Replay, reach: Reach) -> Webhook:
        """As far as the feed reaches now. Raises BeyondTheFeedError for a range that begins behind
        the last event."""
        webhook, last = allowed_webhook(self.webhooks, webhook_id, reach), self.feed.last()
        if replay.after >= last:
            raise BeyondTheFeedError(replay.after + 1)
        return self._resend(webhook, Replay(replay.after, min(replay.until, last)))

    def _resend(self, webhook: Webhook, replay: Replay) -> Webhook:
        """The row first: should the hint be lost, the next round finds it. What is asked for
        already is not asked for twice. Raises ResendsWaitingError when there is no room."""

        def ask(old: Webhook) -> Webhook:
            new = old.replay(replay)
            if new != old and len(old.replays) >= REPLAYS_AT_MOST:
                raise ResendsWaitingError
            return new

        asked = changed(self.webhooks, webhook, ask)
        self.hints.deliver(webhook.webhook_id)
        return asked
