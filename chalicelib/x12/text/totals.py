"""What one check of an 835 adds up to, as text."""

from collections.abc import Iterator
from decimal import Decimal

from chalicelib.x12.balance_835 import BalanceLevel, Imbalance, out_of_balance
from chalicelib.x12.remittance import Adjustment, Remittance
from chalicelib.x12.text.columns import money
from chalicelib.x12.text.words import GROUPS

_RULE = "=" * 152


def totals_lines(remittance: Remittance) -> Iterator[str]:
    """Charges, adjustments of every group, what was withheld: they add up to the check.

    Where the 835 does not add up, each place is named with its difference.
    """
    charged = sum((claim.charge for claim in remittance.claims), Decimal())
    paid = sum((claim.paid for claim in remittance.claims), Decimal())
    withheld = sum((each.amount for each in remittance.provider_adjustments), Decimal())
    yield from (_RULE, f"Totals of {remittance.trace_number} (claims: {len(remittance.claims)})")
    yield _amount("Charges", charged)
    for group, adjusted in _by_group(remittance).items():
        yield _amount(GROUPS.get(group, group), -adjusted)
    yield _amount("Paid on claims", paid)
    yield _amount("Provider adjustments", -withheld)
    yield _amount("Check amount", remittance.amount)
    yield from map(_difference, out_of_balance(remittance))
    yield from (_RULE, "")


def _by_group(remittance: Remittance) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for each in _all_adjustments(remittance):
        totals[each.group_code] = totals.get(each.group_code, Decimal()) + each.amount
    return dict(sorted(totals.items()))


def _all_adjustments(remittance: Remittance) -> Iterator[Adjustment]:
    for claim in remittance.claims:
        yield from claim.adjustments
        for service in claim.services:
            yield from service.adjustments


def _amount(name: str, amount: Decimal) -> str:
    return f"          {name:<30}{money(amount):>18}"


def _difference(imbalance: Imbalance) -> str:
    place = {
        BalanceLevel.PAYMENT: "The check",
        BalanceLevel.CLAIM: f"Claim {imbalance.claim}",
        BalanceLevel.SERVICE: f"Claim {imbalance.claim}, line {imbalance.service}",
    }[imbalance.level]
    stated, expected = money(imbalance.stated), money(imbalance.expected)
    difference = money(imbalance.difference)
    return (
        f"*** OUT OF BALANCE: {place} says {stated}, the amounts give {expected}: {difference} ***"
    )
