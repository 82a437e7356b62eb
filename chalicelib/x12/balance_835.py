"""Balancing of an 835: do the amounts of a remittance add up?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chalicelib.x12.remittance import Adjustment, ClaimPayment, Remittance


class BalanceLevel(StrEnum):
    """What does not add up: the whole payment, one claim, or one service line."""

    PAYMENT = "payment"
    CLAIM = "claim"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Imbalance:
    """`stated` is what the 835 says was paid, `expected` what its other amounts add up to.

    `claim` and `service` are positions from 1; None where the level has none.
    """

    level: BalanceLevel
    claim: int | None
    service: int | None
    expected: Decimal
    stated: Decimal

    @property
    def difference(self) -> Decimal:
        """Stated minus expected, in dollars."""
        return self.stated - self.expected


def out_of_balance(remittance: Remittance) -> tuple[Imbalance, ...]:
    """Everything in a remittance that does not add up; empty when it balances.

    Payment: BPR02 = sum of CLP04 - sum of PLB amounts. Claim: CLP04 = CLP03 - all CAS amounts of
    the claim and its lines. Line: SVC03 = SVC02 - its CAS amounts (835 guide, balancing).
    """
    paid = sum((claim.paid for claim in remittance.claims), Decimal())
    withheld = sum((each.amount for each in remittance.provider_adjustments), Decimal())
    payment = Imbalance(BalanceLevel.PAYMENT, None, None, paid - withheld, remittance.amount)
    parts = [part for claim in remittance.claims for part in _claim_balances(claim)]
    return tuple(balance for balance in (payment, *parts) if balance.difference)


def _claim_balances(claim: ClaimPayment) -> Iterator[Imbalance]:
    adjusted = _total(claim.adjustments)
    for position, service in enumerate(claim.services, start=1):
        line_adjusted = _total(service.adjustments)
        adjusted += line_adjusted
        expected = service.charge - line_adjusted
        yield Imbalance(BalanceLevel.SERVICE, claim.position, position, expected, service.paid)
    expected = claim.charge - adjusted
    yield Imbalance(BalanceLevel.CLAIM, claim.position, None, expected, claim.paid)


def _total(adjustments: Iterable[Adjustment]) -> Decimal:
    return sum((adjustment.amount for adjustment in adjustments), Decimal())
