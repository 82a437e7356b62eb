"""A job that is driven on from a snapshot is, call by call, the one that began at the beginning."""

from itertools import zip_longest
from random import Random

import pytest

from tests.faults.disturbance import Disturbance, stations, undisturbed
from tests.faults.fault import Mode, faults_at
from tests.faults.job import Job, World
from tests.faults.outcome import outcome_of

DRAWN = 25

worlds = pytest.mark.parametrize("world", World, ids=lambda world: world.name)


def told(job: Job) -> dict[str, object]:
    """Everything that a verdict may depend on."""
    house = job.house
    return {
        "calls": job.recorder.calls,
        "failed": job.failed,
        "rounds": job.rounds,
        "outcome": outcome_of(job),
        "archive": house.archive.objects.by_key,
        "transmissions": house.transmissions.rows.by_key,
        "batches": house.batches.rows.by_key,
        "healths": house.accounts.health_by_id,
        "counts": house.meter.counts,
        "announced": house.announcer.told,
        "clearinghouses": [(each.received, each.given) for each in job.clearinghouses.values()],
    }


def differences(job: Job, whole: Job) -> list[str]:
    """What is told otherwise, and the first call that is another one."""
    ours, theirs = told(job), told(whole)
    calls = zip_longest(job.recorder.calls, whole.recorder.calls)
    other = [f"call {at}: {pair}" for at, pair in enumerate(calls, 1) if pair[0] != pair[1]]
    return [about for about in ours if ours[about] != theirs[about]] + other[:1]


@worlds
def test_from_every_station_the_undisturbed_job_comes_to_its_end(world: World) -> None:
    whole = undisturbed(world)
    assert len(stations(world)) > 5 * whole.rounds
    for calls, snapshot in stations(world):
        assert differences(snapshot.restore().run(), whole) == [], f"behind call {calls}"


@worlds
def test_what_befalls_it_from_a_station_on_befalls_it_from_the_beginning(world: World) -> None:
    random = Random(world)
    for number, call in random.sample(list(enumerate(undisturbed(world).recorder.calls, 1)), DRAWN):
        faults = [fault for mode in Mode for fault in faults_at(number, call, mode)]
        fault = random.choice([*faults, None])
        drawn = Disturbance(call, (fault,)) if fault else Disturbance(call, (), (number,))
        whole = Job(world, *drawn.faults, overtaken_at=drawn.overtaken_at).run()
        assert differences(drawn.job(world), whole) == [], drawn


def test_copies_of_a_station_do_not_share_what_changes() -> None:
    _, snapshot = stations(World.HINTS_DELIVERED)[-1]
    first, second = snapshot.restore(), snapshot.restore()
    before = told(second)
    first.house.archive.objects.by_key.clear()
    first.house.transmissions.rows.by_key.clear()
    first.recorder.calls.clear()
    first.run()
    assert told(second) == before
