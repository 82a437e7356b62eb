"""The 72-hour rule."""

from datetime import timedelta

from tests.builders import ACCOUNT
from tests.fakes import Measured
from tests.functional.counterpart import answers_to
from tests.functional.courier import House, a_claim_file

HOUR = 3_600


def test_nothing_unanswered_is_an_age_of_zero_and_is_told(house: House) -> None:
    assert house.courier.watch_stalls() == 0
    assert house.meter.gauges == [
        Measured("OldestUnansweredBatchAge", 0, ACCOUNT),
        Measured("OldestUnansweredBatchAge", 0),
    ]


def test_the_age_counts_from_handing_in_whether_sent_or_not(house: House) -> None:
    house.hand_in(a_claim_file("A1"))
    house.visit()
    house.clock.advance(timedelta(hours=5))
    house.hand_in(a_claim_file("A2"))
    house.clock.advance(timedelta(hours=1))
    assert house.courier.watch_stalls() == 6 * HOUR


def test_a_batch_that_never_got_planned_counts_too(house: House) -> None:
    stuck = house.hand_in(a_claim_file()).batch
    house.batches.rows.by_key[stuck.batch_id] = type(stuck)(
        stuck.batch_id,
        stuck.account_id,
        stuck.practice_id,
        stuck.source,
        stuck.received_at,
        stuck.content_sha256,
        stuck.size,
    )
    house.transmissions.rows.by_key.clear()
    house.clock.advance(timedelta(hours=2))
    assert house.courier.watch_stalls() == 2 * HOUR


def test_a_stall_begins_at_72_hours_and_not_before(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.visit()
    house.clock.advance(timedelta(hours=72) - timedelta(seconds=1))
    house.courier.watch_stalls()
    assert house.show(batch).batch.stall is None
    house.clock.advance(timedelta(seconds=1))
    house.courier.watch_stalls()
    stall = house.show(batch).batch.stall
    assert stall is not None
    assert stall.since == house.clock.now()
    assert stall.diagnosis == "clearinghouse_silent"


def test_a_stall_begins_once(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.clock.advance(timedelta(hours=73))
    house.courier.watch_stalls()
    first = house.show(batch).batch.stall
    house.clock.advance(timedelta(hours=1))
    house.courier.watch_stalls()
    assert house.show(batch).batch.stall == first
    assert house.meter.total("StallsBegun") == 1


def test_a_stall_names_a_changed_password_as_the_cause(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.server.password = "changed"
    house.visit()
    house.clock.advance(timedelta(hours=73))
    house.courier.watch_stalls()
    stall = house.show(batch).batch.stall
    assert stall is not None
    assert stall.diagnosis == "credentials_changed"
    assert "password" in stall.advice


def test_an_answer_ends_the_stall(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.visit()
    house.clock.advance(timedelta(hours=73))
    house.courier.watch_stalls()
    house.answer(*answers_to(house.server.inbound)[0])
    assert house.courier.watch_stalls() == 0
    assert house.show(batch).batch.stall is None
    assert house.meter.total("StallsEnded") == 1
