"""What one fault alone does not show: stale lists, half-known numbers, neighbors in trouble."""

from contextlib import suppress
from datetime import timedelta

import pytest

from chalicelib.domain.batch import Batch, IntakeSource, IntakeState
from chalicelib.domain.errors import CourierError
from chalicelib.domain.identifiers import ResponseId
from chalicelib.domain.status import ClaimStatus
from chalicelib.services.intake.receive_batch import Handover
from chalicelib.services.visit.visit_clearinghouse import LEASE, VisitOutcome
from infra.sandbox.clearinghouse.names import form_of
from tests.builders import ACCOUNT, PRACTICE
from tests.fakes import Moment
from tests.faults.clearinghouse import NOTICE, UNUSABLE, answers_once
from tests.faults.fault import AwsError, Mode, ProcessDiedError, faults_at
from tests.faults.job import Job, World
from tests.faults.lagging import lag
from tests.faults.outcome import violations
from tests.faults.recorder import DiesAfter, Recorder, recorded_courier
from tests.functional.counterpart import Answer
from tests.functional.courier import House, a_claim_file

FILE_SUMMARY, EDI_STATUS = 1, 3
"""Places among the answers to one file. The summary tells the number that the status names."""


@pytest.mark.parametrize("world", World, ids=lambda world: world.name)
def test_indexes_that_lag_behind_delay_but_change_nothing(world: World) -> None:
    job = Job(world)
    catch_up = lag(job.house)
    job.run()
    catch_up()
    assert violations(job, Job(world).run()) == []


@pytest.mark.parametrize("world", World, ids=lambda world: world.name)
def test_hints_that_come_twice_change_nothing(world: World) -> None:
    job = Job(world)
    while not job.quiet:
        job.house.hints.visits *= 2
        job.house.hints.responses *= 2
        job.round()
    assert violations(job, Job(world).run()) == []


def test_a_status_applied_again_when_more_is_known_keeps_what_it_says_of_every_claim(
    house: House,
) -> None:
    """The first time one of the two numbers could mean two claims; then the process died."""
    batch, answers = one_number_in_two_batches(house)
    status = collected(house, answers[EDI_STATUS])
    with pytest.raises(ProcessDiedError):
        recorded_courier(house.ports, DiesAfter("facts.add_about_claims")).apply_response(status)
    house.answer(*answers[FILE_SUMMARY])
    house.courier.apply_response(status)
    assert statuses(house, batch) == [ClaimStatus.ACCEPTED_BY_PAYER] * 2


@pytest.mark.parametrize("mode", Mode)
def test_a_status_that_came_before_its_summary_is_understood_wherever_the_summary_breaks_off(
    mode: Mode,
) -> None:
    complete = Recorder([], {})
    summary_applied_after_the_status(complete)
    for number, call in enumerate(complete.calls, 1):
        for fault in faults_at(number, call, mode):
            house, batch = summary_applied_after_the_status(Recorder([fault], {}))
            assert statuses(house, batch) == [ClaimStatus.ACCEPTED_BY_PAYER] * 2, f"{call}: {fault}"
            assert not house.worklist.open_ones(ACCOUNT, 10, None).items, f"{call}: {fault}"


@pytest.mark.parametrize("first", [EDI_STATUS, FILE_SUMMARY])
def test_status_and_summary_end_the_same_in_any_order(house: House, first: int) -> None:
    batch, answers = one_number_in_two_batches(house)
    for place in sorted((EDI_STATUS, FILE_SUMMARY), key=lambda place: place != first):
        house.answer(*answers[place])
    assert statuses(house, batch) == [ClaimStatus.ACCEPTED_BY_PAYER] * 2


def test_an_unknown_file_is_told_of_though_the_process_died_as_soon_as_it_was_written_down(
    house: House,
) -> None:
    response = collected(house, NOTICE)
    with pytest.raises(ProcessDiedError):
        recorded_courier(house.ports, DiesAfter("responses.advance")).apply_response(response)
    house.courier.apply_response(response)
    assert house.meter.total("UnknownResponses") == 1


def test_a_file_that_is_left_is_told_of_though_the_process_died_as_soon_as_it_was_seen(
    house: House,
) -> None:
    house.server.put_out(*UNUSABLE)
    with pytest.raises(ProcessDiedError):
        recorded_courier(house.ports, DiesAfter("responses.mark_seen")).visit_clearinghouse(ACCOUNT)
    house.clock.advance(LEASE)
    house.visit()
    assert house.meter.total("UnknownResponses") == 1


def test_a_put_that_comes_too_late_is_never_taken_for_a_file_that_waits(house: House) -> None:
    """Whoever took over has sent the file, and died before that was written down."""

    def successor() -> None:
        house.clock.advance(LEASE)
        with pytest.raises(ProcessDiedError):
            recorded_courier(house.ports, DiesAfter("mailbox.rename")).visit_clearinghouse(ACCOUNT)

    house.hand_in(a_claim_file("A1"))
    house.server.meanwhile["put"] = successor
    assert house.visit().outcome is VisitOutcome.OVERTAKEN
    house.server.pick_up(next(filter(form_of, house.server.inbound)))
    house.clock.advance(LEASE)
    house.visit()
    assert not [name for name in house.server.inbound if form_of(name)]


def test_what_an_earlier_put_left_behind_is_taken_away(house: House) -> None:
    house.hand_in(a_claim_file("A1"))
    house.server.fail("put", moment=Moment.MIDWAY)
    for _ in range(2):
        house.visit()
        house.clock.advance(LEASE)
    assert [form_of(name) is not None for name in house.server.inbound] == [True]


def test_a_batch_that_cannot_be_resumed_does_not_hold_up_those_behind_it(house: House) -> None:
    lost = broken_off(house, "A1")
    waiting = broken_off(house, "A2")
    del house.archive.objects.by_key[f"batches/{lost.batch_id}/original"]
    house.clock.advance(timedelta(minutes=5))
    with pytest.raises(CourierError):
        house.courier.sweep()
    assert house.batches.get(waiting.batch_id).state is IntakeState.PLANNED


def one_number_in_two_batches(house: House) -> tuple[Batch, list[Answer]]:
    """The first batch, sent, and the answers to it; the second holds one of its numbers too."""
    first = house.hand_in(a_claim_file("PAY00001", "PAY00002", control_number=1)).batch
    house.hand_in(a_claim_file("PAY00002", "PAY00003", control_number=2))
    house.visit()
    name = house.show(first).transmissions[0].file_name
    return first, list(answers_once(name, house.server.inbound[name]))


def summary_applied_after_the_status(recorder: Recorder) -> tuple[House, Batch]:
    """The summary is applied twice: as the recorder lets it, and by the next sweep's hint."""
    house = House()
    batch, answers = one_number_in_two_batches(house)
    house.answer(*answers[EDI_STATUS])
    summary = collected(house, answers[FILE_SUMMARY])
    with suppress(AwsError, CourierError, ProcessDiedError):
        recorded_courier(house.ports, recorder).apply_response(summary)
    house.courier.apply_response(summary)
    return house, batch


def collected(house: House, answer: Answer) -> ResponseId:
    house.server.put_out(*answer, house.clock.now())
    house.visit()
    return house.hints.responses[-1]


def statuses(house: House, batch: Batch) -> list[ClaimStatus]:
    views = house.courier.show_claim.of_batch(house.show(batch), 10, 0).items
    return [view.status for view in views]


def broken_off(house: House, number: str) -> Batch:
    """A batch whose intake ended right after its row was written."""
    handover = Handover(a_claim_file(number), PRACTICE, ACCOUNT, IntakeSource.API)
    with pytest.raises(ProcessDiedError):
        recorded_courier(house.ports, DiesAfter("batches.add")).receive_batch(handover)
    return house.batches.rows.all()[-1]
