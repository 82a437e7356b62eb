"""What one fault alone does not show: stale lists, half-known numbers, neighbors in trouble."""

from datetime import timedelta
from pathlib import Path

import pytest

from chalicelib.domain.batch import Batch, IntakeSource, IntakeState
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.status import ClaimStatus
from chalicelib.services.receive_batch import Handover
from tests.builders import ACCOUNT, PRACTICE
from tests.faults.fault import Fault, Mode, ProcessDiedError
from tests.faults.job import Job, World
from tests.faults.lagging import lag
from tests.faults.outcome import violations
from tests.faults.recorder import Recorder, recorded_courier
from tests.functional.counterpart import Answer, answers_to
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
    house: House, tmp_path: Path
) -> None:
    """The first time one of the two numbers could mean two claims; then the process died."""
    batch, answers = one_number_in_two_batches(house, tmp_path)
    house.server.put_out(*answers[EDI_STATUS], house.clock.now())
    house.visit()
    status = house.hints.responses[-1]
    with pytest.raises(ProcessDiedError):
        recorded_courier(house, DiesAfter("facts.add_about_claims")).apply_response(status)
    house.answer(*answers[FILE_SUMMARY])
    house.courier.apply_response(status)
    assert statuses(house, batch) == [ClaimStatus.ACCEPTED_BY_PAYER] * 2


@pytest.mark.xfail(reason="a statement that could not be tied is not looked at again")
def test_a_status_that_comes_before_the_summary_ends_like_one_that_comes_after_it(
    house: House, tmp_path: Path
) -> None:
    batch, answers = one_number_in_two_batches(house, tmp_path)
    for place in (EDI_STATUS, FILE_SUMMARY):
        house.answer(*answers[place])
    assert statuses(house, batch) == [ClaimStatus.ACCEPTED_BY_PAYER] * 2


def test_a_batch_that_cannot_be_resumed_does_not_hold_up_those_behind_it(house: House) -> None:
    lost = broken_off(house, "A1")
    waiting = broken_off(house, "A2")
    del house.archive.objects.by_key[f"batches/{lost.batch_id}/original"]
    house.clock.advance(timedelta(minutes=5))
    with pytest.raises(NotFoundError):
        house.courier.sweep()
    assert house.batches.get(waiting.batch_id).state is IntakeState.PLANNED


@pytest.mark.xfail(reason="nobody looks into the drop folder when its event is lost")
def test_a_dropped_file_whose_event_is_lost_is_taken_in_by_the_sweep(house: House) -> None:
    house.drop_folder.drop(f"drop/{PRACTICE}/any.837", a_claim_file("A1"))
    house.clock.advance(timedelta(days=1))
    house.courier.sweep()
    assert house.batches.rows.all()


def one_number_in_two_batches(house: House, folder: Path) -> tuple[Batch, list[Answer]]:
    """The first batch, sent, and the answers to it; the second holds one of its numbers too."""
    first = house.hand_in(a_claim_file("PAY00001", "PAY00002", control_number=1)).batch
    house.hand_in(a_claim_file("PAY00002", "PAY00003", control_number=2))
    house.visit()
    name = house.show(first).transmissions[0].file_name
    return first, answers_to({name: house.server.inbound[name]}, folder)


def statuses(house: House, batch: Batch) -> list[ClaimStatus]:
    views = house.courier.show_claim.of_batch(batch.batch_id, 10, 0).items
    return [view.status for view in views]


def broken_off(house: House, number: str) -> Batch:
    """A batch whose intake ended right after its row was written."""
    handover = Handover(a_claim_file(number), PRACTICE, ACCOUNT, IntakeSource.API)
    with pytest.raises(ProcessDiedError):
        recorded_courier(house, DiesAfter("batches.add")).receive_batch(handover)
    return house.batches.rows.all()[-1]


class DiesAfter(Recorder):
    """The process ends after its first call of this name."""

    def __init__(self, call: str) -> None:
        super().__init__([], {})
        self._call = call

    def record(self, name: str) -> Fault | None:
        super().record(name)
        last = Fault(len(self.calls), Mode.DIES_AFTER, ProcessDiedError)
        return last if name == self._call else None
