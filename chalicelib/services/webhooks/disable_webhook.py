"""Disable a webhook whose endpoint is gone, or has failed for good, and tell of it."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.events.event import Event, EventKind
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.identifiers import event_id
from chalicelib.domain.ports import Clock, Hints, Notices, Webhooks
from chalicelib.domain.webhooks.delivery import Delivery
from chalicelib.domain.webhooks.webhook import Replay, Webhook, WebhookState, WhyDisabled
from chalicelib.services.webhooks.allowed_webhook import changed

_WORDS = {
    WhyDisabled.GONE: "it answers that it is gone for good (410)",
    WhyDisabled.FAILING: "the last try to deliver an event to it, after three days, has failed",
}


@dataclass(frozen=True, slots=True)
class DisableWebhook:
    clock: Clock
    hints: Hints
    notices: Notices
    webhooks: Webhooks

    def __call__(self, webhook: Webhook, failed: Delivery, why: WhyDisabled) -> None:
        """Told before it is done, and done before the delivery's end is written down: whoever dies
        in between tries this delivery once more and comes here again. What failed is owed: it is
        sent once more when the webhook is enabled again."""
        now = self.clock.now()
        self.notices.add(notice_of(_disabled(webhook, failed, why, now)))

        def disabled(old: Webhook) -> Webhook:
            if old.state is WebhookState.DELETED:
                return old
            owing = old.replay(Replay(failed.seq - 1, failed.seq))
            return owing.disable(why, now) if owing.is_enabled else owing

        changed(self.webhooks, webhook, disabled)
        self.hints.publish()


def _disabled(webhook: Webhook, failed: Delivery, why: WhyDisabled, now: datetime) -> Event:
    """The one event about the end of this round of tries."""
    kind = EventKind.WEBHOOK_DISABLED
    occasion = f"{failed.event.event_id} {len(failed.attempts)}"
    return Event(
        event_id=event_id(kind, webhook.webhook_id, occasion),
        kind=kind,
        subject=webhook.webhook_id,
        happened_at=now,
        practice_ids=webhook.practice_ids,
        modes=webhook.modes,
        summary=(
            f"Webhook {webhook.webhook_id} was disabled: {_WORDS[why]}. What happens meanwhile "
            f"waits for it; enable it again once its endpoint is mended."
        ),
    )
