"""A notice: events that happened together, written down before anybody is told.

Notices of one series are numbered from 1, and whoever comes first has a number: so a series says
each thing once. Most series have a single notice with a single event.
"""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.events.event import Event, EventKind

EVENTS_AT_MOST = 500
"""In one notice: what a page of claims can learn at once, by far."""


@dataclass(frozen=True, slots=True)
class Notice:
    """It waits until its events stand in the feed."""

    series: str
    number: int
    noted_at: datetime
    events: tuple[Event, ...]

    @property
    def order(self) -> tuple[datetime, int, str, int]:
        """As they happened; of what happened at the same instant, in the order of the way."""
        return self.noted_at, _ORDER_OF_THE_WAY[self.events[0].kind], self.series, self.number


_ORDER_OF_THE_WAY = {kind: place for place, kind in enumerate(EventKind)}


def notice_of(event: Event) -> Notice:
    """The only one about this event: it has the event's own id for a series."""
    return Notice(event.event_id, 1, event.happened_at, (event,))
