"""Announce events: machines hear of all of them, people of those that have a sentence for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from chalicelib.domain.errors import ConflictError, NotToldError
from chalicelib.domain.events.event import EventKind, Told
from chalicelib.domain.ports import Announcer, Clock, Feed, Followers, Meter

ANNOUNCER = "announcer"
AT_ONCE = 100
"""So many at most are told once more after a teller died."""

_FIGURES = {
    EventKind.BATCH_STALLED: "StallsBegun",
    EventKind.BATCH_RESUMED: "StallsEnded",
    EventKind.BATCH_LATE: "LatePayers",
    EventKind.ACCOUNT_SILENT: "SilencesBegun",
    EventKind.ACCOUNT_HEARD: "SilencesEnded",
    EventKind.EMERGENCY_OPENED: "EmergenciesTold",
    EventKind.WEBHOOK_DISABLED: "WebhooksDisabled",
}


@dataclass(frozen=True, slots=True)
class AnnounceEvents:
    announcer: Announcer
    clock: Clock
    feed: Feed
    followers: Followers
    meter: Meter

    def __call__(self) -> None:
        """Goes through the feed from where the last one stopped; what can't be told waits.

        Whoever announces takes the position first, so that two never do the same. People are told
        twice only if their teller dies between the message and writing that down. Machines, which
        know an event by its id, hear it again in each round until all of the step could be told.
        """
        while self._step():
            pass

    def _step(self) -> bool:
        now, old = self.clock.now(), self.followers.get(ANNOUNCER)
        some = _up_to_a_sentence(self.feed.after(old.position, AT_ONCE))
        if not some or not old.is_free(now):
            return False
        taken = old.take(now)
        try:
            self.followers.advance(old, taken)
            self._tell(some)
            self.followers.advance(taken, taken.go_on(some[-1].seq))
        except ConflictError:
            # Another was faster, or has taken over because this one was held up.
            return False
        except NotToldError:
            self.meter.count("EventsNotTold")
            return False
        return True

    def _tell(self, some: Sequence[Told]) -> None:
        """People last: nothing that may fail comes behind their message and brings it again."""
        event = some[-1].event
        self.announcer.publish(some)
        if event.summary is not None:
            self.announcer.announce(event)
        if event.kind in _FIGURES:
            self.meter.count(_FIGURES[event.kind], account_id=event.account_id)


def _up_to_a_sentence(events: Sequence[Told]) -> Sequence[Told]:
    """At most one that people are told of, as the last: nobody dies between two such messages."""
    quiet = tuple(takewhile(lambda told: told.event.summary is None, events))
    return events[: len(quiet) + 1]
