"""Notices, feed and followers, on the fakes and on the real table."""

from collections.abc import Callable
from functools import partial

import pytest

from chalicelib.adapters.dynamodb.keys import events as keys
from chalicelib.adapters.dynamodb.notices import FIRST
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.events.follower import Follower
from chalicelib.domain.events.notice import Notice
from tests.builders import MORNING, an_event
from tests.contract.event_logs import EventLog, a_notice, dynamo_log, fake_log
from tests.contract.races import race, succeeds


@pytest.fixture(params=["fake", "dynamodb"])
def log(request: pytest.FixtureRequest) -> EventLog:
    if request.param == "fake":
        return fake_log()
    return dynamo_log(request.getfixturevalue("table"))


class TestNotices:
    def test_those_that_wait_are_listed_oldest_first(self, log: EventLog) -> None:
        for number in (2, 3, 1):
            log.notices.add(a_notice(number))
        assert list(log.notices.waiting()) == [a_notice(1), a_notice(2), a_notice(3)]

    def test_of_the_same_instant_the_way_decides(self, log: EventLog) -> None:
        kinds = [EventKind.BATCH_SENT, EventKind.BATCH_DELIVERY_CONFIRMED, EventKind.CLAIM_PAID]
        for place, kind in reversed(list(enumerate(kinds))):
            events = (an_event(kind=kind),)
            log.notices.add(Notice(f"series-{9 - place}", 1, MORNING, events))
        assert [notice.events[0].kind for notice in log.notices.waiting()] == kinds

    def test_a_series_says_each_number_once(self, log: EventLog) -> None:
        other = Notice("series-1", 1, MORNING, (an_event(7),))
        assert log.notices.add(a_notice(1)) == a_notice(1)
        assert log.notices.add(other) == a_notice(1)
        second = Notice("series-1", 2, MORNING, (an_event(8),))
        log.notices.add(second)
        assert log.notices.of_series("series-1") == (a_notice(1), second)
        assert log.notices.of_series("series") == ()

    def test_one_of_many_has_the_number(self, log: EventLog) -> None:
        stood = race(lambda who: log.notices.add(Notice("series-1", 1, MORNING, (an_event(who),))))
        assert len(set(stood)) == 1

    def test_what_is_in_the_feed_waits_no_longer_and_stays_in_its_series(
        self, log: EventLog
    ) -> None:
        log.notices.add(a_notice(1))
        log.notices.add(a_notice(2))
        log.feed.append(0, [a_notice(1)])
        log.notices.add(a_notice(1))
        assert list(log.notices.waiting()) == [a_notice(2)]
        assert log.notices.still_waiting([a_notice(1), a_notice(2)]) == (a_notice(2),)
        assert log.notices.of_series("series-1") == (a_notice(1),)


class TestFeed:
    def test_nothing_happened_yet(self, log: EventLog) -> None:
        assert log.feed.last() == 0
        assert log.feed.after(0, 10) == ()

    def test_events_have_numbers_from_1_without_a_gap(self, log: EventLog) -> None:
        fill(log, 3, 1, 4)
        told = log.feed.after(0, 100)
        assert [each.seq for each in told] == list(range(1, 9))
        assert [each.event for each in told] == [
            event
            for number, size in enumerate((3, 1, 4), 1)
            for event in a_notice(number, size).events
        ]

    @pytest.mark.parametrize("after", range(10))
    def test_it_goes_on_from_anywhere_and_as_far_as_is_asked(
        self, log: EventLog, after: int
    ) -> None:
        fill(log, 3, 1, 4)
        told = log.feed.after(after, 3)
        assert [each.seq for each in told] == list(range(after + 1, min(after + 3, 8) + 1))

    def test_parts_behind_what_is_asked_for_are_not_even_unpacked(self, table: Table) -> None:
        log = dynamo_log(table)
        fill(log, 3, 3, 3)
        table.put(item(keys.feed_part(9), {FIRST: 7, "last": 9, "events": b"never packed"}))
        assert [told.seq for told in log.feed.after(1, 5)] == [2, 3, 4, 5, 6]

    def test_only_who_knows_the_last_number_appends(self, log: EventLog) -> None:
        fill(log, 1)
        log.notices.add(a_notice(2))
        for wrong in (0, 2):
            with pytest.raises(ConflictError):
                log.feed.append(wrong, [a_notice(2)])
        assert (log.feed.last(), list(log.notices.waiting())) == (1, [a_notice(2)])

    def test_what_was_appended_before_is_not_again_and_holds_back_the_rest(
        self, log: EventLog
    ) -> None:
        fill(log, 1)
        log.notices.add(a_notice(2))
        with pytest.raises(ConflictError):
            log.feed.append(1, [a_notice(2), a_notice(1)])
        assert (log.feed.last(), list(log.notices.waiting())) == (1, [a_notice(2)])

    def test_one_of_many_appends(self, log: EventLog) -> None:
        for number in range(8):
            log.notices.add(a_notice(number))
        won = race(lambda who: succeeds(lambda: log.feed.append(0, [a_notice(who)])))
        assert won.count(True) == 1
        assert log.feed.last() == 1


class TestFollowers:
    def test_one_begins_at_the_beginning(self, log: EventLog) -> None:
        assert log.followers.get("somebody") == Follower("somebody")

    def test_one_of_many_takes_a_step(self, log: EventLog) -> None:
        for _ in range(2):
            old = log.followers.get("somebody")
            taken = old.take(MORNING)
            advance = partial(log.followers.advance, old, taken)
            assert race(partial(_wins, advance)).count(True) == 1
            log.followers.advance(taken, taken.go_on(old.position + 5))
        assert log.followers.get("somebody").position == 10


def _wins(advance: Callable[[], None], _who: int) -> bool:
    return succeeds(advance)


def test_parts_are_found_across_partitions(
    table: object, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part may begin in one partition and end in the next; one may be skipped by none."""
    monkeypatch.setattr(keys, "EVENTS_PER_PARTITION", 5)
    log = dynamo_log(request.getfixturevalue("table"))
    sizes = (5, 1, 4, 5, 5, 2, 3)
    fill(log, *sizes)
    for after in range(sum(sizes)):
        assert [each.seq for each in log.feed.after(after, 100)] == list(
            range(after + 1, sum(sizes) + 1)
        )


def fill(log: EventLog, *sizes: int) -> None:
    """A notice with so many events each, every one appended by itself."""
    for number, size in enumerate(sizes, 1):
        notice = a_notice(number, size)
        log.notices.add(notice)
        log.feed.append(log.feed.last(), [notice])
