from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from infra.sandbox.clearinghouse.config import ClearinghouseConfig, Pace, User
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse
from tests.clearinghouse.visitor import Visitor

NOON = datetime(2026, 10, 12, 12, 0, tzinfo=UTC)


@pytest.fixture
def clearinghouse() -> Iterator[SimulatedClearinghouse]:
    config = ClearinghouseConfig(
        (User("practice", "right"),), pace=Pace().scaled(0), clock=lambda: NOON
    )
    with SimulatedClearinghouse(config) as running:
        yield running


@pytest.fixture
def visitor(clearinghouse: SimulatedClearinghouse) -> Iterator[Visitor]:
    with Visitor(clearinghouse, "practice", "right") as visiting:
        yield visiting
