"""What people do that everybody must hear of, as events."""

from datetime import datetime

from chalicelib.domain.events.event import Event, EventKind
from chalicelib.domain.identifiers import UserId, event_id


def emergency_event(who: UserId, opened_at: datetime, until: datetime) -> Event:
    """Somebody has broken the glass. It concerns no practice: no client hears of it."""
    summary = (
        f"{who} has opened an emergency and sees and decides everything until "
        f"{until:%Y-%m-%d %H:%M} UTC. The reason is in the list of users, what is done in the "
        "audit log."
    )
    return Event(
        event_id=event_id(EventKind.EMERGENCY_OPENED, who, opened_at.isoformat()),
        kind=EventKind.EMERGENCY_OPENED,
        subject=who,
        happened_at=opened_at,
        practice_ids=(),
        summary=summary,
    )
