"""What a payer pays on a claim, and how it explains the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from infra.sandbox.clearinghouse.arrivals import ArrivedLine
from infra.sandbox.clearinghouse.cases import ClaimCase
from infra.sandbox.clearinghouse.scenarios import Payment

CENT = Decimal("0.01")
ZERO = Decimal(0)
CONTRACTUAL_SHARE = Decimal("0.20")
COPAY = Decimal(15)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What is not paid, under a group (CO, PR) and a claim adjustment reason code."""

    group: str
    reason: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LinePayment:
    """A service line; charge = paid + the sum of its adjustments."""

    line: ArrivedLine
    charge: Decimal
    paid: Decimal
    adjustments: tuple[Adjustment, ...]


@dataclass(frozen=True, slots=True)
class ClaimPayment:
    """A claim as adjudicated; `status` is CLP02. Balanced: charge = paid + all adjustments."""

    case: ClaimCase
    status: str
    charge: Decimal
    lines: tuple[LinePayment, ...]
    adjustments: tuple[Adjustment, ...]

    @property
    def paid(self) -> Decimal:
        return sum((line.paid for line in self.lines), ZERO)

    @property
    def patient_responsibility(self) -> Decimal:
        return sum(
            (each.amount for line in self.lines for each in line.adjustments if each.group == "PR"),
            ZERO,
        )


def adjudicate(case: ClaimCase) -> ClaimPayment:
    """What the scenario of the claim has the payer do."""
    claim, payment = case.claim, case.scenario.payment
    last = len(claim.lines) - 1
    lines = tuple(
        RULES[payment](line, number == 0, 0 < number == last)
        for number, line in enumerate(claim.lines)
    )
    unexplained = claim.charge - sum((line.charge for line in claim.lines), ZERO)
    return ClaimPayment(
        case,
        "4" if payment is Payment.DENIED else "1",
        claim.charge,
        lines,
        (Adjustment("CO", "45", unexplained),) if unexplained else (),
    )


def take_back(payment: ClaimPayment) -> ClaimPayment:
    """The reversal: the same claim with every amount turned round."""
    return ClaimPayment(
        payment.case,
        "22",
        -payment.charge,
        tuple(
            LinePayment(each.line, -each.charge, -each.paid, _turned(each.adjustments))
            for each in payment.lines
        ),
        _turned(payment.adjustments),
    )


def _turned(adjustments: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
    return tuple(Adjustment(each.group, each.reason, -each.amount) for each in adjustments)


def _contract(line: ArrivedLine, is_first: bool, _is_last: bool) -> LinePayment:
    above_contract = (line.charge * CONTRACTUAL_SHARE).quantize(CENT)
    copay = min(COPAY, line.charge - above_contract) if is_first else ZERO
    return _line_payment(line, Adjustment("CO", "45", above_contract), Adjustment("PR", "3", copay))


def _last_line_denied(line: ArrivedLine, is_first: bool, is_last: bool) -> LinePayment:
    if is_last:
        return _line_payment(line, Adjustment("CO", "97", line.charge))
    return _contract(line, is_first, is_last)


def _deductible(line: ArrivedLine, _is_first: bool, _is_last: bool) -> LinePayment:
    return _line_payment(line, Adjustment("PR", "1", line.charge))


def _denied(line: ArrivedLine, _is_first: bool, _is_last: bool) -> LinePayment:
    return _line_payment(line, Adjustment("CO", "197", line.charge))


def _line_payment(line: ArrivedLine, *adjustments: Adjustment) -> LinePayment:
    real = tuple(each for each in adjustments if each.amount)
    paid = line.charge - sum((each.amount for each in real), ZERO)
    return LinePayment(line, line.charge, paid, real)


RULES: dict[Payment, Callable[[ArrivedLine, bool, bool], LinePayment]] = {
    Payment.CONTRACT: _contract,
    Payment.LAST_LINE_DENIED: _last_line_denied,
    Payment.DEDUCTIBLE: _deductible,
    Payment.DENIED: _denied,
}
