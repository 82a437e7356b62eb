"""Who watches the watchman: for each promise broken on purpose something of the harness fails."""

from collections.abc import Iterator

import pytest

from tests.faults.disturbance import Disturbance, stations, undisturbed
from tests.faults.fault import Mode, faults_at
from tests.faults.job import Job, World
from tests.faults.months.month import Month
from tests.faults.months.verdict import broken_promises
from tests.faults.mutants import MUTANTS, Mutant
from tests.faults.outcome import violations
from tests.faults.report import Part
from tests.faults.test_every_crash_point import (
    deaths_while_a_visitor_stands_still,
    each_call,
)
from tests.faults.test_lockout_budget import LockedJob
from tests.faults.test_lockout_budget import undisturbed as locked_out

MONTHS = 40


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_product_that_breaks_a_promise_is_found_out(
    mutant: Mutant, monkeypatch: pytest.MonkeyPatch
) -> None:
    for world in World:
        undisturbed(world)
    locked_out()
    mutant(monkeypatch)
    stations.cache_clear()
    try:
        _notice(mutant)
    finally:
        stations.cache_clear()


def _notice(mutant: Mutant) -> None:
    """It must be the broken product that got as far as where the disturbance comes."""
    tried = 0
    for tried, (how, found) in enumerate(trials(), 1):
        if found:
            noticed = {f"{how}: {found[0]}": len(found)}
            Part("Broken on purpose", mutant.__name__, tried, figures=noticed).write()
            return
    pytest.fail(f"nothing noticed it in {tried} trials")


def trials() -> Iterator[tuple[str, list[str]]]:
    """The cheapest first; each with the promises that were seen to be broken."""
    for world in World:
        yield "no fault at all", violations(Job(world).run(), undisturbed(world))
    yield "a changed password", violations(LockedJob(World.HINTS_DELIVERED).run(), locked_out())
    yield from (("a month", broken_promises(Month(seed).run())) for seed in range(1, MONTHS + 1))
    yield from locked_trials()
    for world in World:
        for disturbance in disturbances(world):
            yield str(disturbance), violations(disturbance.job(world), undisturbed(world))


def locked_trials() -> Iterator[tuple[str, list[str]]]:
    for number, call in enumerate(locked_out().locked_calls, 1):
        for fault in faults_at(number, call, Mode.DIES_AFTER):
            job = LockedJob(World.HINTS_DELIVERED, fault).run()
            yield f"a changed password, {fault}", violations(job, locked_out())


def disturbances(world: World) -> Iterator[Disturbance]:
    for mode in (Mode.DIES_AFTER, Mode.FAIL_AFTER, Mode.DIES_HALFWAY):
        for number, call in each_call(world):
            yield from (Disturbance(call, (fault,)) for fault in faults_at(number, call, mode))
    yield from deaths_while_a_visitor_stands_still(world)
    yield from (Disturbance(call, (), (number,)) for number, call in each_call(world))
