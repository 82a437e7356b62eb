"""The feed never leaves an event out and never gives one twice, whoever writes, dies or overtakes.

Processes are the real use case over the fakes and over the real table. Before each of its calls a
process may die, or others may do whatever they want to: write, append, read. Readers go on from
where they stopped, and must have read the same as the feed holds in the end.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.table import Table
from chalicelib.domain.events.notice import Notice
from chalicelib.services.events.sequence_events import SequenceEvents
from tests.builders import later
from tests.contract.event_logs import EventLog, a_notice, dynamo_log, fake_log
from tests.contract.races import RUNNERS, race
from tests.contract.stores import create_table

_TABLES = count(1)
MOST_CALLS = 60
"""After so many nobody is interrupted any more: every example ends."""


class DiedError(Exception):
    """A process is gone."""


@dataclass(slots=True)
class World:
    """`stale` is the list of what waits as an index that lags behind may still show it."""

    log: EventLog
    draw: Callable[[st.SearchStrategy[Any]], Any]
    written: list[str] = field(default_factory=list)
    read: dict[str, list[int]] = field(default_factory=lambda: {"one": [], "other": []})
    ids: dict[int, str] = field(default_factory=dict)
    stale: tuple[Notice, ...] = ()
    calls: int = 0
    numbers: Any = field(default_factory=lambda: count(1))

    def act(self, depth: int = 0) -> None:
        action = self.draw(st.sampled_from([self.write, self.follow, self.lag, self.sequence]))
        action(depth)

    def write(self, _depth: int) -> None:
        notice = a_notice(next(self.numbers), self.draw(st.integers(1, 4)))
        self.log.notices.add(notice)
        self.written += [event.event_id for event in notice.events]

    def follow(self, _depth: int) -> None:
        seen = self.read[self.draw(st.sampled_from(["one", "other"]))]
        for told in self.log.feed.after(len(seen), self.draw(st.integers(1, 5))):
            seen.append(told.seq)
            assert self.ids.setdefault(told.seq, told.event.event_id) == told.event.event_id

    def lag(self, _depth: int) -> None:
        self.stale = tuple(self.log.notices.waiting())

    def sequence(self, depth: int) -> None:
        with suppress(DiedError):
            self.process(depth)()

    def process(self, depth: int) -> SequenceEvents:
        feed: Any = Interrupted(self.log.feed, self, depth)
        notices: Any = Interrupted(self.log.notices, self, depth)
        return SequenceEvents(feed, notices)

    def before_a_call(self, depth: int) -> None:
        self.calls += 1
        if self.calls > MOST_CALLS:
            return
        what = self.draw(st.sampled_from(["go on", "go on", "others", "die"]))
        if what == "die":
            raise DiedError
        if what == "others" and depth < 3:
            for _ in range(self.draw(st.integers(1, 3))):
                self.act(depth + 1)


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A port before each call of which anything may happen."""

    port: object
    world: World
    depth: int

    def __getattr__(self, name: str) -> Callable[..., Any]:
        operation = getattr(self.port, name)

        def call(*arguments: Any) -> Any:  # noqa: ANN401
            self.world.before_a_call(self.depth)
            if name == "waiting" and self.world.draw(st.booleans()):
                return iter(self.world.stale)
            return operation(*arguments)

        return call


def live(log: EventLog, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
    world = World(log, draw)
    for _ in range(draw(st.integers(1, 12))):
        world.act()
    SequenceEvents(log.feed, log.notices)()
    everything = log.everything()
    assert sorted(everything) == sorted(world.written), "one is missing, or there twice"
    for seen in world.read.values():
        assert seen == list(range(1, len(seen) + 1)), "a reader has seen a gap or a repetition"
    assert world.ids == {n: everything[n - 1] for n in world.ids}, "what was read has changed"
    assert list(log.notices.waiting()) == []


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_over_fakes(data: st.DataObject) -> None:
    live(fake_log(), data.draw)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_over_the_table(aws: None, data: st.DataObject) -> None:
    live(dynamo_log(create_table(f"feed-{next(_TABLES)}")), data.draw)


@pytest.mark.parametrize("kind", ["fake", "dynamodb"])
def test_writers_sequencers_and_readers_at_the_same_moment(
    kind: str, request: pytest.FixtureRequest
) -> None:
    """Real threads: half of them write and append, the others read all the while."""
    if kind == "fake":
        log = fake_log()
    else:
        table: Table = request.getfixturevalue("table")
        log = dynamo_log(table)
    done = [False] * RUNNERS

    def write(who: int) -> None:
        for each in range(5):
            number = who * 10 + each
            log.notices.add(
                Notice(f"s{number}", 1, later(minutes=each), a_notice(number, 2).events)
            )
            SequenceEvents(log.feed, log.notices)()
        done[who] = True

    def read(_who: int) -> list[str]:
        seen: list[str] = []
        while not all(done[::2]) or len(seen) < log.feed.last():
            for told in log.feed.after(len(seen), 3):
                assert told.seq == len(seen) + 1
                seen.append(told.event.event_id)
        return seen

    def run(who: int) -> list[str] | None:
        return read(who) if who % 2 else partial(write, who)()

    readers = [seen for seen in race(run) if seen is not None]
    everything = log.everything()
    assert len(everything) == len(set(everything)) == RUNNERS // 2 * 5 * 2
    assert readers == [everything] * len(readers)
