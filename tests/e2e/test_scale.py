"""The flow that the scale page counts, and its target."""

import pytest

from infra.scale.__main__ import memory_mb
from infra.scale.capacity import Units
from infra.scale.cost import API, APPLY, VISIT, Biller
from infra.scale.flow import Carried, carry
from infra.scale.inputs import read_inputs
from infra.scale.report import CARRYING
from tests.infra.merged import RESOURCES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def carried() -> Carried:
    return carry(batches=1, claims_each=80)


def test_every_function_of_the_way_is_counted(carried: Carried) -> None:
    assert {API, VISIT, APPLY} <= carried.work.runs.keys()
    for handler in CARRYING:
        assert carried.work.units[handler] != Units()


def test_a_thousand_claims_cost_less_than_ten_cents_to_carry(carried: Carried) -> None:
    biller = Biller(read_inputs(), memory_mb(RESOURCES.values()))
    dollars = biller.bill(carried.work, CARRYING).total * 1_000 / carried.claims
    assert 0.001 < dollars < 0.10
