from decimal import Decimal

import pytest

from chalicelib.x12.balance_835 import BalanceLevel, Imbalance, out_of_balance
from chalicelib.x12.remittance_835 import read_remittances
from tests.builders_x12 import replaced
from tests.unit.x12.remittance_files import BALANCED, SECOND, remittance_file

FILE = remittance_file(BALANCED, SECOND)


def imbalances_of(data: bytes) -> tuple[Imbalance, ...]:
    return out_of_balance(read_remittances(data)[0])


def test_payments_and_reversals_that_add_up_have_no_imbalance() -> None:
    assert [out_of_balance(each) for each in read_remittances(FILE)] == [(), ()]


@pytest.mark.parametrize(
    ("old", "new", "level", "claim", "service", "difference"),
    [
        (b"BPR*I*125.5", b"BPR*I*125.6", BalanceLevel.PAYMENT, None, None, "0.1"),
        (b"*WO:PAYER77*6*", b"*WO:PAYER77*7*", BalanceLevel.PAYMENT, None, None, "1"),
        (b"CAS*CO*45*4.5", b"CAS*CO*45*4", BalanceLevel.CLAIM, 1, None, "-0.5"),
        (b"*50*45**1", b"*51*45**1", BalanceLevel.SERVICE, 1, 2, "-1"),
        (b"CAS*CO*29*80", b"CAS*CO*29*70", BalanceLevel.CLAIM, 2, None, "-10"),
    ],
)
def test_what_does_not_add_up_is_told_with_its_place_and_difference(
    old: bytes,
    new: bytes,
    level: BalanceLevel,
    claim: int | None,
    service: int | None,
    difference: str,
) -> None:
    (found,) = imbalances_of(replaced(FILE, old, new))
    assert (found.level, found.claim, found.service) == (level, claim, service)
    assert found.difference == Decimal(difference)


def test_a_wrong_line_adjustment_unbalances_line_and_claim() -> None:
    found = imbalances_of(replaced(FILE, b"CAS*CO*45*5", b"CAS*CO*45*6"))
    assert [each.level for each in found] == [BalanceLevel.SERVICE, BalanceLevel.CLAIM]
