"""Races: the same thing done by many threads at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from chalicelib.domain.errors import ConflictError

Result = TypeVar("Result")

RUNNERS = 8


def race(action: Callable[[int], Result]) -> list[Result]:
    """What each of RUNNERS threads got from `action(number)`; all start together."""
    start = Barrier(RUNNERS)

    def run(number: int) -> Result:
        start.wait()
        return action(number)

    with ThreadPoolExecutor(RUNNERS) as pool:
        return list(pool.map(run, range(RUNNERS)))


def succeeds(action: Callable[[], None]) -> bool:
    """False when the action raised ConflictError."""
    try:
        action()
    except ConflictError:
        return False
    return True
