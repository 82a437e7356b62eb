"""Tell people what the watch has written down: row first, message after, again if it was lost."""

from dataclasses import dataclass

from chalicelib.domain.errors import ConflictError, NotToldError
from chalicelib.domain.ports import Announcer, Clock, Meter, WatchEvents
from chalicelib.domain.watch_event import EventKind, WatchEvent

_FIGURES = {
    EventKind.BATCH_STALLED: "StallsBegun",
    EventKind.BATCH_RESUMED: "StallsEnded",
    EventKind.BATCH_LATE: "LatePayers",
    EventKind.ACCOUNT_SILENT: "SilencesBegun",
    EventKind.ACCOUNT_HEARD: "SilencesEnded",
    EventKind.EMERGENCY_OPENED: "EmergenciesTold",
}


@dataclass(frozen=True, slots=True)
class TellEvents:
    announcer: Announcer
    clock: Clock
    events: WatchEvents
    meter: Meter

    def __call__(self) -> int:
        """How many were told, by message and figure; what can't be told waits for the next round.

        Whoever tells an event takes it first, so that two never tell the same one. It is told
        twice only if its teller dies between the message and writing that down.
        """
        return sum(self._tell(event) for event in self.events.untold())

    def _tell(self, event: WatchEvent) -> bool:
        now = self.clock.now()
        if not event.may_be_told(now):
            return False
        taken = event.begin_telling(now)
        try:
            self.events.advance(event, taken)
            self.announcer.announce(taken)
            self.meter.count(_FIGURES[event.kind], account_id=event.account_id)
            self.events.advance(taken, taken.told())
        except ConflictError:
            # Another teller was faster, or has taken over because this one was held up.
            return False
        except NotToldError:
            self.meter.count("EventsNotTold")
            return False
        return True
