"""What happened is told."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.events.follow_events import FollowEvents
    from chalicelib.services.events.publish_events import PublishEvents


class Events(Wired):
    @cached_property
    def publish_events(self) -> "PublishEvents":
        from chalicelib.services.events.announce_events import AnnounceEvents
        from chalicelib.services.events.publish_events import PublishEvents
        from chalicelib.services.events.sequence_events import SequenceEvents
        from chalicelib.services.webhooks.wake_webhooks import WakeWebhooks

        p = self._ports
        return PublishEvents(
            SequenceEvents(p.feed, p.notices),
            AnnounceEvents(p.announcer, p.clock, p.feed, p.followers, p.meter),
            WakeWebhooks(p.clock, p.deliveries, p.feed, p.hints, p.webhooks),
        )

    @cached_property
    def follow_events(self) -> "FollowEvents":
        from chalicelib.services.events.follow_events import FollowEvents

        return FollowEvents(self._ports.accounts, self._ports.feed)
