"""Give events their numbers: what was written down anywhere joins the one feed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chalicelib.domain.errors import ConflictError
from chalicelib.domain.events.notice import EVENTS_AT_MOST, Notice
from chalicelib.domain.ports import Feed, Notices

NOTICES_AT_ONCE = 40
"""DynamoDB takes a hundred items in a transaction, of 4 MB together."""


@dataclass(frozen=True, slots=True)
class SequenceEvents:
    feed: Feed
    notices: Notices

    def __call__(self) -> None:
        """All that waits, oldest first. Whoever does the same at the same time takes numbers, too,
        and none is left out or given twice: what one has appended the other finds done."""
        for some in _together(self.notices.waiting()):
            self._append(some)

    def _append(self, notices: Sequence[Notice]) -> None:
        """Tries again from the head as it is now: each conflict means that somebody got on."""
        while notices:
            try:
                self.feed.append(self.feed.last(), notices)
            except ConflictError:
                notices = self.notices.still_waiting(notices)
            else:
                return


def _together(notices: Iterable[Notice]) -> Iterator[list[Notice]]:
    """So many as fit into one part of the feed."""
    some: list[Notice] = []
    events = 0
    for notice in notices:
        full = len(some) == NOTICES_AT_ONCE or events + len(notice.events) > EVENTS_AT_MOST
        if some and full:
            yield some
            some, events = [], 0
        some.append(notice)
        events += len(notice.events)
    if some:
        yield some
