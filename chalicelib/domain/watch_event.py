"""What the watch tells people: each event is a row first, and a message only after that."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.batch import Batch
from chalicelib.domain.identifiers import AccountId, BatchId, EventId, UserId, event_id

TELLING_TAKES = timedelta(minutes=2)
"""A teller that has not reported success by then has died."""


class EventKind(StrEnum):
    BATCH_STALLED = "batch.stalled"
    BATCH_RESUMED = "batch.resumed"
    BATCH_LATE = "batch.late"
    ACCOUNT_SILENT = "account.silent"
    ACCOUNT_HEARD = "account.heard"
    EMERGENCY_OPENED = "emergency.opened"


class EventState(StrEnum):
    UNTOLD = "untold"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class WatchEvent:
    """`summary` is one plain sentence. Ids and words of our own only: it is sent by e-mail.
    `account_id` is None where it is about a person."""

    event_id: EventId
    kind: EventKind
    account_id: AccountId | None
    happened_at: datetime
    summary: str
    batch_id: BatchId | None = None
    state: EventState = EventState.UNTOLD
    tries: int = 0
    tried_at: datetime | None = None

    def may_be_told(self, now: datetime) -> bool:
        """Whether nobody is telling it at this moment."""
        untold = self.state is EventState.UNTOLD
        return untold and (self.tried_at is None or now - self.tried_at >= TELLING_TAKES)

    def begin_telling(self, now: datetime) -> "WatchEvent":
        return replace(self, tries=self.tries + 1, tried_at=now)

    def told(self) -> "WatchEvent":
        return replace(self, state=EventState.TOLD)


def batch_event(
    kind: EventKind,
    batch: Batch,
    began_at: datetime,
    happened_at: datetime,
    summary: str,
    about: str = "",
) -> WatchEvent:
    """The one event of this kind about the stall or delay of a batch, or of one payer's part
    `about` in it, that began then."""
    identifier = event_id(kind, batch.batch_id + about, began_at)
    return WatchEvent(identifier, kind, batch.account_id, happened_at, summary, batch.batch_id)


def emergency_event(who: UserId, opened_at: datetime, until: datetime) -> WatchEvent:
    """Somebody has broken the glass."""
    identifier = event_id(EventKind.EMERGENCY_OPENED, who, opened_at)
    summary = (
        f"{who} has opened an emergency and sees and decides everything until "
        f"{until:%Y-%m-%d %H:%M} UTC. The reason is in the list of users, what is done in the "
        "audit log."
    )
    return WatchEvent(identifier, EventKind.EMERGENCY_OPENED, None, opened_at, summary)


def account_event(
    kind: EventKind,
    account_id: AccountId,
    began_at: datetime,
    happened_at: datetime,
    summary: str,
) -> WatchEvent:
    """The one event of this kind about the silence of an account that began then."""
    identifier = event_id(kind, account_id, began_at)
    return WatchEvent(identifier, kind, account_id, happened_at, summary)
