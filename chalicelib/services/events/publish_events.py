"""Publish events: what was written down gets its numbers, and whoever listens hears of it."""

from dataclasses import dataclass

from chalicelib.services.events.announce_events import AnnounceEvents
from chalicelib.services.events.sequence_events import SequenceEvents
from chalicelib.services.webhooks.wake_webhooks import WakeWebhooks


@dataclass(frozen=True, slots=True)
class PublishEvents:
    sequence: SequenceEvents
    announce: AnnounceEvents
    wake: WakeWebhooks

    def __call__(self) -> None:
        """Harmless however often, and by however many at the same time."""
        self.sequence()
        self.announce()
        self.wake()
