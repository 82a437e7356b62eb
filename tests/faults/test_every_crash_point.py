"""Every call of the whole job goes wrong once, in every way; the schedules must make it good.

What "good" means is in `outcome.py`. What was run is told in build/faults.md.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from random import Random

import pytest

from chalicelib.domain.errors import LoginRefusedError
from chalicelib.wiring import Ports
from tests.faults.disturbance import Disturbance, undisturbed
from tests.faults.fault import READS, Fault, Mode, ProcessDiedError, faults_at, operation_of
from tests.faults.job import World
from tests.faults.outcome import violations
from tests.faults.recorder import NOT_A_CALL
from tests.faults.report import Part

PAIRS = 150
MEANWHILE = 150
"""So many calls at most are made by others while a visitor stands still."""

FOR_PEOPLE_ALONE = {
    *("access_rules", "api_keys", "audit_log", "counters", "tokens", "users"),
    *("deliveries", "seals", "webhook_sender"),
    *("closing_archive", "closures", "downloads", "drills", "explanations"),
}
"""Ports that only what people ask for needs; nothing moves a claim through them."""

worlds = pytest.mark.parametrize("world", World, ids=lambda world: world.name)


def each_call(world: World) -> Iterator[tuple[int, str]]:
    return enumerate(undisturbed(world).recorder.calls, 1)


def suffer(world: World, mode: str, disturbances: Iterable[Disturbance]) -> None:
    """Fails with every promise that a disturbance broke; leaves the figures in the report."""
    tried = list(disturbances)
    broken = [
        f"{disturbance}: {violation}"
        for disturbance in tried
        for violation in violations(disturbance.job(world), undisturbed(world))
    ]
    calls = {"calls": len(undisturbed(world).recorder.calls)}
    Part(f"Every crash point, {world}", mode, len(tried), broken, calls).write()
    assert tried
    assert not broken, "\n".join(broken)


@worlds
def test_the_undisturbed_job_keeps_every_promise_and_does_all_there_is(world: World) -> None:
    job = undisturbed(world)
    assert violations(job, job) == []
    counted = dict(Counter(job.recorder.calls))
    Part(f"Every crash point, {world}", "undisturbed", 1, figures=counted).write()


@worlds
def test_the_job_calls_every_port_that_moves_claims(world: World) -> None:
    called = {call.partition(".")[0] for call in undisturbed(world).recorder.calls}
    assert set(Ports.__slots__) - NOT_A_CALL - FOR_PEOPLE_ALONE == called - {"mailbox"}


@worlds
@pytest.mark.parametrize("mode", Mode)
def test_a_call_that_goes_wrong_changes_nothing_in_the_end(world: World, mode: Mode) -> None:
    suffer(world, mode, single_faults(world, mode, reads=world is World.HINTS_DELIVERED))


@worlds
def test_a_process_that_is_overtaken_at_any_call_changes_nothing(world: World) -> None:
    suffer(world, "overtaken", overtaken(world, reads=world is World.HINTS_DELIVERED))


@pytest.mark.slow
def test_reads_that_fail_or_are_overtaken_change_nothing_where_hints_are_lost_either() -> None:
    world = World.HINTS_LOST
    fail = single_faults(world, Mode.FAIL_BEFORE, reads=True)
    suffer(world, "reads too", [*fail, *overtaken(world, reads=True)])


@worlds
def test_a_second_fault_soon_after_the_first_changes_nothing(world: World) -> None:
    suffer(world, "pairs", pairs(world, Random(1)))


@worlds
def test_whoever_wakes_up_late_with_a_file_in_hand_and_whoever_dies_meanwhile_send_it_once(
    world: World,
) -> None:
    suffer(world, "late put, and a death", deaths_while_a_visitor_stands_still(world))


def single_faults(world: World, mode: Mode, *, reads: bool) -> Iterator[Disturbance]:
    for number, call in chosen_calls(world, reads=reads):
        yield from (Disturbance(call, (fault,)) for fault in faults_at(number, call, mode))


def overtaken(world: World, *, reads: bool) -> Iterator[Disturbance]:
    for number, call in chosen_calls(world, reads=reads):
        yield Disturbance(call, (), (number,))


def chosen_calls(world: World, *, reads: bool) -> Iterator[tuple[int, str]]:
    for number, call in each_call(world):
        if reads or operation_of(call) not in READS:
            yield number, call


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
    """Of whoever takes over, at each of its own steps of sending."""
    for number in [number for number, call in each_call(world) if call == "mailbox.put"]:
        calls = Disturbance("mailbox.put", (), (number,)).job(world).recorder.calls
        for later, call in enumerate(calls[number : number + MEANWHILE], number + 1):
            if call.partition(".")[0] in {"mailbox", "transmissions"}:
                death = Fault(later, Mode.DIES_AFTER, ProcessDiedError)
                yield Disturbance(f"mailbox.put, {call}", (death,), (number,))
