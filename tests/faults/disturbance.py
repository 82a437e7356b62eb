"""A job that one thing befalls, driven on from where it still was the undisturbed job."""

from dataclasses import dataclass
from functools import cache

from tests.faults.fault import Fault
from tests.faults.job import Job, World
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
    """The undisturbed job before each process that calls anything, by how many calls were made
    until then. They are of the product as it was when they were first asked for."""
    job = Job(world)
    found = {}
    while not job.is_over:
        found[len(job.recorder.calls)] = Snapshot(job)
        job.step()
    return tuple(found.items())


def _before(world: World, number: int) -> Job:
    """As it was before the process that makes the call of this number."""
    return next(kept for calls, kept in reversed(stations(world)) if calls < number).restore()
