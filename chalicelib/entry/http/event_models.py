"""Events as the API shows them: the envelope that webhooks and topics carry, too."""

from chalicelib.domain.events.envelope import envelope
from chalicelib.domain.events.event import Told
from chalicelib.entry.model import Model
from chalicelib.services.events.follow_events import Followed


class EventOut(Model):
    """`data` holds ids; those that do not apply are left out."""

    specversion: str
    id: str
    seq: int
    type: str
    source: str
    subject: str
    time: str
    data: dict[str, str | tuple[str, ...]]

    @property
    def practice_ids(self) -> tuple[str, ...]:
        """Of whom it tells: the audit log keeps it under each of them."""
        return tuple(self.data["practice_ids"])

    @property
    def claim_id(self) -> str | None:
        return self.subject if self.type.startswith("claim.") else None

    @classmethod
    def of(cls, told: Told) -> "EventOut":
        return cls.model_validate(envelope(told))


class EventsOut(Model):
    """`after` is where to go on; `more` tells that something lies behind it already."""

    events: tuple[EventOut, ...]
    after: int
    more: bool

    @classmethod
    def of(cls, followed: Followed) -> "EventsOut":
        events = tuple(EventOut.of(told) for told in followed.events)
        return cls(events=events, after=followed.after, more=followed.more)
