"""What clients hear of a connection: once when it fails, once when it is back."""

from datetime import timedelta

import pytest

from tests.builders import ACCOUNT
from tests.faults.fault import Fault, Mode, ProcessDiedError
from tests.faults.recorder import Recorder, recorded_courier
from tests.functional.courier import House


def rounds(house: House, number: int = 1) -> None:
    """Visits and watches, five minutes apart."""
    for _ in range(number):
        house.clock.advance(timedelta(minutes=5))
        house.visit()
        house.courier.watch_stalls()


def told(house: House) -> list[str]:
    house.courier.publish_events()
    return [event.kind.value for event in house.feed.events]


def test_refused_logins_are_told_once_and_so_is_their_end(house: House) -> None:
    house.server.password = "changed"
    rounds(house, 4)
    assert told(house) == ["connection.locked"]
    house.server.password = "right"
    house.courier.onboard.new_password(ACCOUNT, "right")
    rounds(house, 2)
    assert told(house) == ["connection.locked", "connection.restored"]


def test_another_host_key_is_told(house: House) -> None:
    house.server.shows_other_host_key = True
    rounds(house, 2)
    house.server.shows_other_host_key = False
    rounds(house, 2)
    assert told(house) == ["connection.host_key_changed", "connection.restored"]


def test_a_network_that_fails_for_a_moment_is_not_worth_a_word(house: House) -> None:
    house.server.down = True
    rounds(house, 2)
    house.server.down = False
    rounds(house, 2)
    assert told(house) == []


def test_a_server_out_of_reach_for_half_an_hour_is_told(house: House) -> None:
    house.server.down = True
    rounds(house, 10)
    assert told(house) == ["connection.degraded"]
    house.server.down = False
    rounds(house, 3)
    assert told(house) == ["connection.degraded", "connection.restored"]


def test_another_outage_is_told_again(house: House) -> None:
    for _ in range(2):
        house.server.shows_other_host_key = True
        rounds(house)
        house.server.shows_other_host_key = False
        rounds(house)
    assert told(house) == ["connection.host_key_changed", "connection.restored"] * 2


def test_another_cause_of_the_same_outage_is_told_and_no_false_end(house: House) -> None:
    house.server.shows_other_host_key = True
    rounds(house)
    house.server.shows_other_host_key, house.server.down = False, True
    rounds(house)
    assert told(house) == ["connection.host_key_changed"]
    rounds(house, 8)
    assert told(house) == ["connection.host_key_changed", "connection.degraded"]


@pytest.mark.parametrize("mode", [Mode.DIES_BEFORE, Mode.DIES_AFTER])
def test_wherever_the_watch_dies_both_are_told_once(mode: Mode) -> None:
    def story(recorder: Recorder) -> House:
        house = House()
        house.server.shows_other_host_key = True
        for shows in (True, False):
            house.server.shows_other_host_key = shows
            house.clock.advance(timedelta(minutes=5))
            house.visit()
            try:
                recorded_courier(house.ports, recorder).watch_stalls()
            except ProcessDiedError:
                house.courier.watch_stalls()
        return house

    complete = Recorder([], {})
    story(complete)
    for number, call in enumerate(complete.calls, 1):
        house = story(Recorder([Fault(number, mode, ProcessDiedError)], {}))
        assert told(house) == ["connection.host_key_changed", "connection.restored"], call
