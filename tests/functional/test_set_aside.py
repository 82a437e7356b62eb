"""A file that can't be put there holds back what comes after it, but not for ever."""

from datetime import timedelta

from chalicelib.domain.batch import Batch
from chalicelib.domain.transmission import TRIES_THAT_HOLD_BACK, TransmissionState
from chalicelib.services.visit.visit_clearinghouse import VisitOutcome
from tests.builders import ACCOUNT, REACH
from tests.fakes.mailboxes import RemoteFile
from tests.functional.courier import House, a_claim_file


def handed_in(house: House, *numbers: str) -> Batch:
    house.clock.advance(timedelta(seconds=1))
    count = len(house.batches.rows.all())
    return house.hand_in(a_claim_file(*numbers, control_number=count + 1)).batch


def refused(house: House, *numbers: str) -> Batch:
    """A file whose name somebody else's file has, which the clearinghouse does not take away."""
    batch = handed_in(house, *numbers)
    (file,) = house.show(batch).transmissions
    house.server.folders["inbound"][file.file_name] = RemoteFile(b"odd", house.clock.now())
    return batch


def state(house: House, batch: Batch) -> TransmissionState:
    return house.show(batch).transmissions[0].state


def visit_in_vain(house: House, times: int = TRIES_THAT_HOLD_BACK) -> None:
    for _ in range(times):
        assert house.visit().sent == 0


def test_a_file_that_is_refused_holds_back_later_ones_for_an_hour_of_visits(house: House) -> None:
    stuck, later = refused(house, "A1"), handed_in(house, "A2")
    visit_in_vain(house, TRIES_THAT_HOLD_BACK)
    assert house.visit().sent == 1
    assert state(house, later) is TransmissionState.SENT
    assert state(house, stuck) is TransmissionState.STAGED


def test_what_was_set_aside_is_tried_at_each_visit_and_goes_out_when_it_can(house: House) -> None:
    stuck = refused(house, "A1")
    visit_in_vain(house, TRIES_THAT_HOLD_BACK + 3)
    house.server.pick_up(house.show(stuck).transmissions[0].file_name)
    assert house.visit().sent == 1
    assert state(house, stuck) is TransmissionState.SENT


def test_no_file_overtakes_one_that_is_about_the_same_claim(house: House) -> None:
    """Nor one that waits for that reason."""
    refused(house, "A1", "A2")
    corrected, related = handed_in(house, "A2", "A3"), handed_in(house, "A3")
    other = handed_in(house, "A4")
    visit_in_vain(house)
    assert house.visit().sent == 1
    visit_in_vain(house, 3)
    assert state(house, other) is TransmissionState.SENT
    assert state(house, corrected) is state(house, related) is TransmissionState.PLANNED


def test_two_that_are_refused_do_not_hold_each_other_up(house: House) -> None:
    first, second = refused(house, "A1"), refused(house, "A2")
    visit_in_vain(house, 2 * TRIES_THAT_HOLD_BACK)
    house.server.pick_up(house.show(second).transmissions[0].file_name)
    assert house.visit().sent == 1
    assert state(house, first) is TransmissionState.STAGED
    assert state(house, second) is TransmissionState.SENT


def test_a_file_that_breaks_the_connection_each_time_stops_neither_files_nor_answers(
    house: House,
) -> None:
    stuck, later = handed_in(house, "A1"), handed_in(house, "A2")
    house.server.put_out("1598000101_odd.txt", b"whatever it is")
    for _ in range(TRIES_THAT_HOLD_BACK):
        house.server.fail("put")
        assert house.visit().outcome is VisitOutcome.UNREACHABLE
    house.server.fail("put", nth=2)
    assert house.visit().outcome is VisitOutcome.UNREACHABLE
    assert state(house, later) is TransmissionState.SENT
    assert state(house, stuck) is TransmissionState.PLANNED
    assert len(house.responses.rows.all()) == 1


def test_an_outage_sets_nothing_aside(house: House) -> None:
    first, second = handed_in(house, "A1"), handed_in(house, "A2")
    house.server.down = True
    visit_in_vain(house, 3 * TRIES_THAT_HOLD_BACK)
    house.server.down = False
    house.server.fail("put", nth=2)
    house.visit()
    assert state(house, first) is TransmissionState.SENT
    assert state(house, second) is TransmissionState.PLANNED


def test_people_are_told_of_what_was_set_aside(house: House) -> None:
    name = house.show(refused(house, "A1")).transmissions[0].file_name
    visit_in_vain(house)
    assert house.meter.total("FilesSetAside") == 0
    visit_in_vain(house, 1)
    assert house.meter.total("FilesSetAside") == 1
    (notice,) = house.courier.show_account(ACCOUNT, REACH).notices
    assert (
        f"1 file(s) could not be put at the clearinghouse, time and again, the first of them {name}"
        in notice
    )
