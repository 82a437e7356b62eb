"""A notice: events that happened together, written down before anybody is told.

Notices of one series are numbered from 1, and whoever comes first has a number: so a series says
each thing once. Most series have a single notice with a single event.
"""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.events.event import Event

EVENTS_AT_MOST = 500
"""In one notice: what a page of claims can learn at once, by far."""


@dataclass(frozen=True, slots=True)
class Notice:
    """It waits until its events stand in the feed."""

    series: str
    number: int
    noted_at: datetime
    events: tuple[Event, ...]


def notice_of(event: Event) -> Notice:
    """The only one about this event: it has the event's own id for a series."""
    return Notice(event.event_id, 1, event.happened_at, (event,))
