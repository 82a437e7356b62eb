"""A job that one thing befalls, driven on from where it still was the undisturbed job."""

from dataclasses import dataclass
from functools import cache

from tests.faults.fault import Fault
from tests.faults.job import MOST_ROUNDS, Job, World
from tests.faults.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Disturbance:
    """A fault, or a process that is overtaken, and what it befell."""

    call: str
    faults: tuple[Fault, ...] = ()
    overtaken_at: tuple[int, ...] = ()

    def job(self, world: World) -> Job:
        """The same as a job that suffers this from its beginning on."""
        job = _before(world, min((*self.overtaken_at, *(fault.number for fault in self.faults))))
        job.disturb(self.faults, self.overtaken_at)
        return job.run()

    def __str__(self) -> str:
        late = (f"#{number} overtaken" for number in self.overtaken_at)
        return f"{self.call}: {', '.join([*late, *map(str, self.faults)])}"


@cache
def undisturbed(world: World) -> Job:
    return Job(world).run()


@cache
def stations(world: World) -> tuple[tuple[int, Snapshot[Job]], ...]:
    """The undisturbed job before each of its rounds, with the number of calls made until then.

    They are of the product as it was when they were first asked for.
    """
    job, found = Job(world), []
    while not job.quiet and job.rounds < MOST_ROUNDS:
        found.append((len(job.recorder.calls), Snapshot(job)))
        job.round()
    return tuple(found)


def _before(world: World, number: int) -> Job:
    """As it was before the round in which the call of this number is made."""
    passed = [snapshot for calls, snapshot in stations(world) if calls < number]
    return passed[-1].restore()
