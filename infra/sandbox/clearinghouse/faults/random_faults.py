"""Faults drawn from a seed, for simulations that can be repeated."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.manual import MANUAL
from infra.sandbox.clearinghouse.faults.order import FaultOrder

LONGEST = timedelta(days=3)
MOST_STRIKES = 3
LARGEST_BYTE = 4000
FEW_FILES = 50


def random_faults(
    seed: int,
    users: Sequence[str],
    starts: datetime,
    ends: datetime,
    how_many: int,
    among: Sequence[Fault] = tuple(Fault),
) -> tuple[FaultOrder, ...]:
    """Orders between the two instants, in the order in which they begin; all of them end.

    None lasts longer than three days. A count is given where the fault can be counted.
    """
    random = Random(seed)  # noqa: S311 - repeatable on purpose
    orders = [_order(random, users, starts, ends, among) for _ in range(how_many)]
    return tuple(sorted(orders, key=lambda order: order.starts or starts))


def _order(
    random: Random,
    users: Sequence[str],
    starts: datetime,
    ends: datetime,
    among: Sequence[Fault],
) -> FaultOrder:
    fault = random.choice(among)
    begins = starts + (ends - starts) * random.random()
    return FaultOrder(
        fault,
        random.choice(users),
        begins,
        min(begins + LONGEST * random.random(), ends),
        None if MANUAL[fault].lasts else random.randint(1, MOST_STRIKES),
        _amount(random, fault),
    )


def _amount(random: Random, fault: Fault) -> int:
    entry = MANUAL[fault]
    if entry.unit == "byte":
        return random.randrange(LARGEST_BYTE)
    if fault is Fault.LONG_LISTING:
        return random.randint(1, FEW_FILES)
    return random.randint(1, 2 * entry.amount) if entry.amount else 0
