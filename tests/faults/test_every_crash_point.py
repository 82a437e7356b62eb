"""Every call of the whole job goes wrong once, in every way; the schedules must make it good.

What "good" means is in `outcome.py`. What was run is told in build/faults.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

import pytest

from chalicelib.domain.errors import LoginRefusedError
from tests.faults.fault import Fault, Mode, ProcessDiedError, faults_at
from tests.faults.job import Job, World
from tests.faults.outcome import violations
from tests.faults.report import Report

PAIRS = 200
pytestmark = pytest.mark.xdist_group("faults")


@dataclass(frozen=True, slots=True)
class Disturbance:
    """A fault, or a process that is overtaken, and what it befell."""

    call: str
    faults: tuple[Fault, ...] = ()
    overtaken_at: tuple[int, ...] = ()

    def job(self, world: World) -> Job:
        return Job(world, *self.faults, overtaken_at=self.overtaken_at).run()

    def __str__(self) -> str:
        late = (f"#{number} overtaken" for number in self.overtaken_at)
        return f"{self.call}: {', '.join([*late, *map(str, self.faults)])}"


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    report = Report()
    yield report
    report.write()


@cache
def undisturbed(world: World) -> Job:
    return Job(world).run()


def broken(world: World, disturbances: Iterable[Disturbance]) -> list[str]:
    """Each disturbance that broke a promise, with the promise."""
    expected = undisturbed(world)
    return [
        f"{disturbance}: {violation}"
        for disturbance in disturbances
        for violation in violations(disturbance.job(world), expected)
    ]


def each_call(world: World) -> Iterator[tuple[int, str]]:
    return enumerate(undisturbed(world).recorder.calls, 1)


@pytest.mark.parametrize("world", World, ids=lambda world: world.name)
def test_the_undisturbed_job_keeps_every_promise_and_does_all_there_is(world: World) -> None:
    job = undisturbed(world)
    assert violations(job, job) == []
    assert job.clearinghouse.receipts().total() == 4
    assert {call.partition(".")[0] for call in job.recorder.calls} >= {"remittances", "mailbox"}


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("world", World, ids=lambda world: world.name)
def test_a_call_that_goes_wrong_changes_nothing_in_the_end(
    world: World, mode: Mode, report: Report
) -> None:
    disturbances = [
        Disturbance(call, (fault,))
        for number, call in each_call(world)
        for fault in faults_at(number, call, mode)
    ]
    failures = broken(world, disturbances)
    report.add(undisturbed(world), mode, len(disturbances), failures)
    assert disturbances
    assert not failures, "\n".join(failures)


@pytest.mark.parametrize("world", World, ids=lambda world: world.name)
def test_a_process_that_is_overtaken_at_any_call_changes_nothing(
    world: World, report: Report
) -> None:
    disturbances = [Disturbance(call, (), (number,)) for number, call in each_call(world)]
    failures = broken(world, disturbances)
    report.add(undisturbed(world), "overtaken", len(disturbances), failures)
    assert not failures, "\n".join(failures)


@pytest.mark.parametrize("world", World, ids=lambda world: world.name)
def test_a_second_fault_soon_after_the_first_changes_nothing(world: World, report: Report) -> None:
    disturbances = list(pairs(world, Random(1)))
    failures = broken(world, disturbances)
    report.add(undisturbed(world), "pairs", len(disturbances), failures)
    assert not failures, "\n".join(failures)


@pytest.mark.parametrize("world", World, ids=lambda world: world.name)
def test_whoever_wakes_up_late_with_a_file_in_hand_and_whoever_dies_meanwhile_send_it_once(
    world: World, report: Report
) -> None:
    disturbances = list(deaths_while_a_visitor_stands_still(world))
    failures = broken(world, disturbances)
    report.add(undisturbed(world), "late put, and a death", len(disturbances), failures)
    assert disturbances
    assert not failures, "\n".join(failures)


def pairs(world: World, random: Random) -> Iterator[Disturbance]:
    """The second fault is drawn from the calls that follow on the first."""
    for _ in range(PAIRS):
        number, call = random.choice(list(each_call(world)))
        first = random.choice([*any_fault(number, call), None])
        faults, overtaken_at = ((first,), ()) if first else ((), (number,))
        calls = Disturbance(call, faults, overtaken_at).job(world).recorder.calls
        number = min(number + random.randint(1, 60), len(calls))
        second = random.choice(any_fault(number, calls[number - 1]))
        yield Disturbance(f"{call}, {calls[number - 1]}", (*faults, second), overtaken_at)


def any_fault(number: int, call: str) -> list[Fault]:
    """Without refused logins: two of them close the account, as they should."""
    found = [fault for mode in Mode for fault in faults_at(number, call, mode)]
    return [fault for fault in found if fault.error is not LoginRefusedError]


def deaths_while_a_visitor_stands_still(world: World) -> Iterator[Disturbance]:
    for number in [number for number, call in each_call(world) if call == "mailbox.put"]:
        calls = Disturbance("mailbox.put", (), (number,)).job(world).recorder.calls
        for later, call in enumerate(calls[number : number + 30], number + 1):
            death = Fault(later, Mode.DIES_AFTER, ProcessDiedError)
            yield Disturbance(f"mailbox.put, {call}", (death,), (number,))
