"""What goes wrong on our own side, drawn call by call: errors, deaths, pauses, redeployments."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from chalicelib.services.visit.visit_clearinghouse import LEASE
from tests.fakes import FixedClock
from tests.faults.fault import PARTED, Fault, Mode, ProcessDiedError, faults_at
from tests.faults.months.interleaver import Interleaver
from tests.faults.recorder import Recorder

A_CALL = timedelta(milliseconds=50)
FAULTY, REDEPLOYED, STANDING_STILL = 0.004, 0.0015, 0.0015
FAULTY_IN_PARTS = 0.05
"""How likely each is at a call; calls that can be done by half are few."""


class Disturbances(Recorder):
    """Lets the processes of a burst take turns at each call; `calm` ends everything but that."""

    def __init__(self, random: Random, clock: FixedClock, interleaver: Interleaver) -> None:
        super().__init__([], {})
        self.calm = False
        self.told: list[str] = []
        self._random = random
        self._clock = clock
        self._interleaver = interleaver
        self._redeploying = False

    def burst(self, works: list[Callable[[], None]]) -> None:
        """Runs them side by side. A redeployment ends all that are under way, none that follow."""
        self._redeploying = False
        self._interleaver.run(works)

    def record(self, name: str) -> Fault | None:
        self._interleaver.pause()
        super().record(name)
        self._clock.advance(A_CALL)
        if self.calm:
            return None
        self._happen()
        return self._fault(name)

    def _happen(self) -> None:
        if self._random.random() < REDEPLOYED:
            self._redeploying = True
            self._tell("redeployed")
        if self._random.random() < STANDING_STILL:
            self._clock.advance(LEASE)
            self._tell("everybody stands still")

    def _fault(self, name: str) -> Fault | None:
        number = len(self.calls)
        if self._redeploying:
            return Fault(number, Mode.DIES_BEFORE, ProcessDiedError)
        if self._random.random() >= (FAULTY_IN_PARTS if name in PARTED else FAULTY):
            return None
        fault = self._random.choice([f for mode in Mode for f in faults_at(number, name, mode)])
        self._tell(f"{name} {fault}")
        return fault

    def _tell(self, what: str) -> None:
        self.told.append(f"{self._clock.now():%d %H:%M:%S} #{len(self.calls)} {what}")
