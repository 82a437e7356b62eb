"""Months drawn from seeds: whatever happens in one, everything comes to its right end.

`FIRST_SEED` and `SEEDS` in the environment say which; a seed always makes the same month.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.faults.fault import Mode
from tests.faults.months.month import Month
from tests.faults.months.story import story_of
from tests.faults.months.verdict import broken_promises
from tests.faults.report import Part

FIRST, SEEDS = int(os.environ.get("FIRST_SEED", "1")), int(os.environ.get("SEEDS", "150"))
CHUNK = 25
KINDS = {"redeployed", "everybody stands still", *map(str, Mode)}
AGAIN = "FIRST_SEED={seed} SEEDS=1 python -m pytest -n 0 tests/faults/test_random_months.py"


def chunks() -> Iterator[range]:
    for first in range(FIRST, FIRST + SEEDS, CHUNK):
        yield range(first, min(first + CHUNK, FIRST + SEEDS))


@pytest.fixture(scope="module", autouse=True)
def _on_one_core(worker_id: str) -> Iterator[None]:
    """Of a month's threads only one ever runs; handing over to another core takes thrice as long.

    A worker of pytest-xdist has a core of its own, where the system lets us choose.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    cores = sorted(allowed)
    os.sched_setaffinity(
        0, {cores[int(worker_id.removeprefix("gw").removeprefix("master") or 0) % len(cores)]}
    )
    yield
    os.sched_setaffinity(0, allowed)


@pytest.mark.parametrize(
    "seeds", list(chunks()), ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}"
)
def test_a_month_of_faults_ends_as_if_there_had_been_none(seeds: range) -> None:
    figures: Counter[str] = Counter()
    broken = []
    for seed in seeds:
        month = Month(seed).run()
        figures.update(month.figures)
        broken += [(seed, each) for each in broken_promises(month)]
    failures = [f"seed {seed}: {each}" for seed, each in broken]
    again = [AGAIN.format(seed=seed) for seed, _ in broken]
    name = f"seeds {seeds.start} to {seeds.stop - 1}"
    Part("Random months", name, len(seeds), failures, dict(figures)).write()
    assert not failures, "\n".join([*failures, "To see one again:", *dict.fromkeys(again)])


@pytest.mark.parametrize("seed", range(20))
def test_a_month_without_faults_ends_as_it_should(seed: int) -> None:
    assert broken_promises(Month(seed, calm=True).run()) == []


def test_a_seed_makes_the_same_month_in_every_process() -> None:
    first, second = (told_with(hash_seed) for hash_seed in ("1", "2"))
    assert first == second
    assert first != story_of(Month(8).run()).encode()


def test_all_kinds_of_disturbances_happen() -> None:
    told = " ".join(line for seed in range(6) for line in Month(seed).run().disturbances.told)
    assert {kind for kind in KINDS if kind in told} == KINDS


def told_with(hash_seed: str) -> bytes:
    """The story of one seed, told by a process whose sets have an order of their own."""
    command = [sys.executable, "-m", "tests.faults.months.story", "7"]
    # The log would tell the wall clock's time.
    quiet = {"PYTHONHASHSEED": hash_seed, "POWERTOOLS_LOG_LEVEL": "CRITICAL"}
    environment = {**os.environ, **quiet}
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout
