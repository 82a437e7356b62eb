"""The log of what happened."""

from collections.abc import Iterable, Iterator, Sequence

from chalicelib.domain.errors import ConflictError, NotToldError
from chalicelib.domain.events.event import Event, Told
from chalicelib.domain.events.follower import Follower
from chalicelib.domain.events.notice import Notice
from tests.fakes.rows import Rows

Place = tuple[str, int]


class FakeNotices:
    """`told` are the places of those that wait no longer."""

    def __init__(self) -> None:
        self.rows: Rows[Place, Notice] = Rows("notice")
        self.told: set[Place] = set()

    def add(self, notice: Notice) -> Notice:
        return self.rows.put_if_absent(_place(notice), notice)

    def of_series(self, series: str) -> tuple[Notice, ...]:
        found = (row for row in self.rows.all() if row.series == series)
        return tuple(sorted(found, key=lambda row: row.number))

    def waiting(self) -> Iterator[Notice]:
        rows = self.still_waiting(self.rows.all())
        return iter(sorted(rows, key=lambda row: row.order))

    def still_waiting(self, notices: Iterable[Notice]) -> tuple[Notice, ...]:
        return tuple(each for each in notices if _place(each) not in self.told)


class FakeFeed:
    def __init__(self, notices: FakeNotices) -> None:
        self.events: list[Event] = []
        self._notices = notices

    def last(self) -> int:
        return len(self.events)

    def append(self, last: int, notices: Sequence[Notice]) -> None:
        with self._notices.rows.lock:
            waiting = len(self._notices.still_waiting(notices)) == len(notices)
            if last != self.last() or not waiting:
                raise ConflictError("The feed has been appended to meanwhile.")
            self._notices.told |= set(map(_place, notices))
            self.events += [event for notice in notices for event in notice.events]

    def after(self, seq: int, at_most: int) -> tuple[Told, ...]:
        some = self.events[seq : seq + at_most]
        return tuple(Told(number, event) for number, event in enumerate(some, seq + 1))


class FakeFollowers:
    def __init__(self) -> None:
        self.rows: Rows[str, Follower] = Rows("follower")

    def get(self, name: str) -> Follower:
        return self.rows.find(name) or Follower(name)

    def advance(self, old: Follower, new: Follower) -> None:
        if old.revision == 0:
            self.rows.put_if_absent(old.name, Follower(old.name))
        self.rows.replace(old.name, new, lambda row: row.revision == old.revision)


class FakeAnnouncer:
    """`told` are the events that people have heard of, `published` those that machines have, in
    order; `deaf` lets no message through, `deaf_to_machines` none to those."""

    def __init__(self) -> None:
        self.told: list[Event] = []
        self.published: list[Told] = []
        self.deaf = False
        self.deaf_to_machines = False

    def announce(self, event: Event) -> None:
        _or_not_told(self.deaf)
        self.told.append(event)

    def publish(self, events: Sequence[Told]) -> None:
        _or_not_told(self.deaf or self.deaf_to_machines)
        self.published += events


def _or_not_told(deaf: bool) -> None:
    if deaf:
        raise NotToldError


def _place(notice: Notice) -> Place:
    return notice.series, notice.number
