"""A job that is driven on from a snapshot is, call by call, the one that began at the beginning."""

from random import Random

import pytest

from tests.faults.disturbance import Disturbance, stations, undisturbed
from tests.faults.fault import Mode, faults_at
from tests.faults.job import Job, World
from tests.faults.outcome import outcome_of

DRAWN = 25

worlds = pytest.mark.parametrize("world", World, ids=lambda world: world.name)


def told(job: Job) -> tuple[object, ...]:
    """Everything that a verdict may depend on."""
    house = job.house
    return (
        job.recorder.calls,
        job.failed,
        job.rounds,
        outcome_of(job),
        house.archive.objects.by_key,
        house.transmissions.rows.by_key,
        house.batches.rows.by_key,
        house.accounts.healths,
        house.meter.counts,
        house.announcer.told,
        [(each.received, each.given) for each in job.clearinghouses.values()],
    )


@worlds
def test_from_every_station_the_undisturbed_job_comes_to_its_end(world: World) -> None:
    whole = told(undisturbed(world))
    assert len(stations(world)) > 5 * undisturbed(world).rounds
    assert all(told(snapshot.restore().run()) == whole for _, snapshot in stations(world))


@worlds
def test_what_befalls_it_from_a_station_on_befalls_it_from_the_beginning(world: World) -> None:
    random = Random(world)
    for number, call in random.sample(list(enumerate(undisturbed(world).recorder.calls, 1)), DRAWN):
        faults = [fault for mode in Mode for fault in faults_at(number, call, mode)]
        fault = random.choice([*faults, None])
        drawn = Disturbance(call, (fault,)) if fault else Disturbance(call, (), (number,))
        whole = Job(world, *drawn.faults, overtaken_at=drawn.overtaken_at).run()
        assert told(drawn.job(world)) == told(whole), drawn


def test_copies_of_a_station_do_not_share_what_changes() -> None:
    _, snapshot = stations(World.HINTS_DELIVERED)[-1]
    first, second = snapshot.restore(), snapshot.restore()
    before = told(second)
    first.house.archive.objects.by_key.clear()
    first.house.transmissions.rows.by_key.clear()
    first.recorder.calls.clear()
    first.run()
    assert told(second) == before
