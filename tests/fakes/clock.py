"""Clocks that stand still until told otherwise, and entropy that repeats itself."""

from datetime import datetime, timedelta
from random import Random

from tests.builders import MORNING


class FixedClock:
    def __init__(self, instant: datetime = MORNING) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def advance(self, delta: timedelta) -> None:
        self.instant += delta


class SteppingClock(FixedClock):
    """Moves on by `step` whenever somebody looks."""

    def __init__(self, instant: datetime = MORNING, step: timedelta = timedelta(seconds=1)) -> None:
        super().__init__(instant)
        self.step = step

    def now(self) -> datetime:
        seen = self.instant
        self.advance(self.step)
        return seen


class SeededEntropy:
    """The same bytes in every run, and never the same twice within one."""

    def __init__(self, seed: int = 1) -> None:
        self._random = Random(seed)

    def __call__(self, size: int) -> bytes:
        return self._random.randbytes(size)
