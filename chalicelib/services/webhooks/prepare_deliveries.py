"""Prepare deliveries: every event that a webhook wants is a row before anything is sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalicelib.domain.errors import ConflictError
from chalicelib.domain.events.event import Told
from chalicelib.domain.ports import Accounts, Clock, Deliveries, Feed, Webhooks
from chalicelib.domain.webhooks.delivery import delivery_of
from chalicelib.domain.webhooks.webhook import Webhook
from chalicelib.services.access.event_sight import EventSight

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class PrepareDeliveries:
    accounts: Accounts
    clock: Clock
    deliveries: Deliveries
    feed: Feed
    webhooks: Webhooks

    def __call__(self, webhook: Webhook) -> bool:
        """The next part of the feed, or of what is to be sent again; False when there is none.

        Rows before position: who dies in between finds its own rows again.
        """
        try:
            return self._go_on(webhook) or self._replay(webhook)
        except ConflictError:
            # Another does the same, and has gone on.
            return True

    def _go_on(self, webhook: Webhook) -> bool:
        some = self.feed.after(webhook.position, AT_ONCE)
        if not some:
            return False
        for told in self._wanted(webhook, some):
            self.deliveries.add(delivery_of(webhook, told, self.clock.now()))
        self.webhooks.advance(webhook, webhook.go_on(some[-1].seq))
        return True

    def _replay(self, webhook: Webhook) -> bool:
        if not webhook.replays:
            return False
        replay = webhook.replays[0]
        some = self.feed.after(replay.after, min(AT_ONCE, replay.until - replay.after))
        for told in self._wanted(webhook, some):
            self._again(webhook, told)
        self.webhooks.advance(webhook, webhook.replayed(some[-1].seq if some else replay.until))
        return True

    def _wanted(self, webhook: Webhook, some: Iterable[Told]) -> Iterator[Told]:
        sees = EventSight(self.accounts, webhook.reach)
        return (told for told in some if webhook.wants(told.event.kind) and sees(told.event))

    def _again(self, webhook: Webhook, told: Told) -> None:
        now = self.clock.now()
        known = self.deliveries.add(delivery_of(webhook, told, now))
        renewed = known.again(now)
        if renewed != known:
            self.deliveries.advance(known, renewed)
