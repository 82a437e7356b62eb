"""After an outage of any length all that waited goes out in order, paced, and told."""

from datetime import timedelta

import pytest

from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.domain.batch import Batch
from chalicelib.domain.errors import MailboxUnreachableError, NotFoundError
from chalicelib.domain.outage import Problem
from chalicelib.services.show.show_catch_up import CatchUpView
from chalicelib.services.visit.visit_clearinghouse import VisitOutcome
from tests.builders import ACCOUNT, ELSEWHERE, REACH
from tests.functional.courier import House, a_claim_file

PACE = OFFICE_ALLY.pace


def hand_in(house: House, count: int) -> list[Batch]:
    batches = []
    for number in range(count):
        batches.append(house.hand_in(a_claim_file(f"C{number:04d}")).batch)
        house.clock.advance(timedelta(minutes=1))
    return batches


def catch_up(house: House) -> CatchUpView:
    return house.courier.show_catch_up(ACCOUNT, REACH, 200, None)


def names(house: House, batches: list[Batch]) -> list[str]:
    return [house.show(batch).transmissions[0].file_name for batch in batches]


def test_three_days_of_outage_are_caught_up_in_order_and_nothing_is_doubled(house: House) -> None:
    house.server.down = True
    house.visit()
    batches = hand_in(house, 3)
    house.clock.advance(timedelta(hours=72))
    house.visit()
    house.server.down = False
    assert house.visit().sent == 3
    assert list(house.server.inbound) == names(house, batches)
    assert house.visit().sent == 0


def test_the_report_tells_what_was_held_since_when_and_when_it_was_sent(house: House) -> None:
    house.server.down = True
    house.visit()
    since = house.clock.now()
    batches = hand_in(house, 2)
    held = catch_up(house)
    assert held.outage is not None
    assert (held.outage.since, held.outage.problem) == (since, Problem.UNREACHABLE)
    assert [each.batch_id for each in held.waiting] == [batch.batch_id for batch in batches]
    house.clock.advance(timedelta(hours=5))
    house.server.down = False
    house.visit()
    told = catch_up(house)
    assert (told.outage, told.waiting) == (None, ())
    assert told.last_catch_up is not None
    assert (told.last_catch_up.since, told.last_catch_up.files_held) == (since, 2)
    assert told.last_catch_up.ended_at == house.clock.now()
    assert [each.batch_id for each in told.sent.items] == [b.batch_id for b in reversed(batches)]
    assert {each.outage_since for each in told.sent.items} == {since}
    assert {each.sent_at for each in told.sent.items} == {house.clock.now()}


def test_what_came_after_the_outage_was_not_held(house: House) -> None:
    house.server.down = True
    house.visit()
    house.server.down = False
    house.clock.advance(timedelta(minutes=15))
    house.visit()
    hand_in(house, 1)
    house.visit()
    assert catch_up(house).sent.items == ()


def test_an_outage_that_comes_back_half_way_is_told_as_one(house: House) -> None:
    house.server.down = True
    house.visit()
    since = house.clock.now()
    hand_in(house, 3)
    house.server.down = False
    house.server.fail("put", nth=2, error=MailboxUnreachableError)
    assert house.visit().outcome is VisitOutcome.UNREACHABLE
    assert len(catch_up(house).waiting) == 2
    house.visit()
    told = catch_up(house)
    assert told.last_catch_up is not None
    assert (told.last_catch_up.since, told.last_catch_up.files_held) == (since, 3)
    assert len(told.sent.items) == 3
    assert len(house.server.inbound) == 3


def test_waiting_files_go_out_paced(house: House) -> None:
    batches = hand_in(house, PACE.files + 5)
    visit = house.visit()
    assert (visit.sent, visit.next_in) == (PACE.files, PACE.pause)
    assert house.hints.waits[-1] == PACE.pause
    assert house.visit().sent == 0, "a visit before its time only collects"
    house.clock.advance(PACE.pause)
    assert house.visit().sent == 5
    assert list(house.server.inbound) == names(house, batches)


def test_answers_are_collected_while_the_pace_holds_files_back(house: House) -> None:
    hand_in(house, PACE.files + 1)
    house.visit()
    house.server.put_out("1598000101_odd.txt", b"whatever it is")
    visit = house.visit()
    assert (visit.sent, visit.collected) == (0, 1)


def test_an_outage_ends_when_the_last_paced_file_is_sent(house: House) -> None:
    house.server.down = True
    house.visit()
    hand_in(house, PACE.files + 1)
    house.server.down = False
    house.visit()
    assert catch_up(house).outage is not None
    assert len(catch_up(house).waiting) == 1
    house.clock.advance(PACE.pause)
    house.visit()
    report = catch_up(house).last_catch_up
    assert report is not None
    assert report.files_held == PACE.files + 1


def test_a_latched_account_is_an_outage_too(house: House) -> None:
    house.server.password = "changed"
    for _ in range(3):
        house.visit()
    hand_in(house, 1)
    house.courier.onboard.new_password(ACCOUNT, "changed")
    house.visit()
    report = catch_up(house).last_catch_up
    assert report is not None
    assert (report.problem, report.files_held) == (Problem.LOGIN_REFUSED, 1)


def test_nobody_sees_the_report_of_another_practice(house: House) -> None:
    with pytest.raises(NotFoundError):
        house.courier.show_catch_up(ACCOUNT, ELSEWHERE, 200, None)
