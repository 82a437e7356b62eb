"""Follows the amounts of an 835 and reports what does not add up."""

from collections.abc import Mapping
from decimal import Decimal

from chalicelib.x12.findings import At, FindingCollector, Rule
from chalicelib.x12.rules import remittance_rules as rules
from chalicelib.x12.segments import Segment
from chalicelib.x12.values import read_amount
from chalicelib.x12.walk.places import Place
from chalicelib.x12.walk.steps import Watch

_CAS_AMOUNTS = range(3, 20, 3)
_PLB_AMOUNTS = range(4, 15, 2)
_UNREADABLE = Decimal("NaN")
_CLAIM_PAID, _SERVICE_CHARGE = At("2100", 4), At("2110", 3)


class Account:
    """One sum that must come out: `segment` states `expected` less what is taken off.

    An amount that is missing or cannot be read makes the sum NaN, which equals nothing and is not
    reported: the amount itself has been.
    """

    __slots__ = ("left", "segment", "stated")

    def __init__(self, segment: Segment, charge_at: int, paid_at: int) -> None:
        self.segment = segment
        self.left = _amount(segment, charge_at)
        self.stated = _amount(segment, paid_at)

    @property
    def is_out(self) -> bool:
        """Whether the sum is known and wrong."""
        return self.left != self.stated and (self.left - self.stated).is_finite()


class RemittanceWatch:
    """Payment, claim and service line each have an account; CAS counts for line and claim."""

    def __init__(self, findings: FindingCollector) -> None:
        self._findings = findings
        self._payment: Account | None = None
        self._claim: Account | None = None
        self._service: Account | None = None
        self._lines: Decimal | None = None

    def places(self) -> Mapping[Place, Watch]:
        """Every segment with an amount that counts."""
        return {
            ("ST_LOOP", "BPR"): self._open_payment,
            ("2100", "CLP"): self._open_claim,
            ("2100", "CAS"): self._adjust,
            ("2110", "SVC"): self._open_service,
            ("2110", "CAS"): self._adjust,
            ("ST_LOOP", "PLB"): self._withhold,
            ("ST_LOOP", "SE"): self._finish,
        }

    def cut(self, end: int) -> None:
        """Half a remittance cannot add up, which is no further news."""
        self._payment = self._claim = self._service = None

    def _open_payment(self, bpr: Segment) -> None:
        self._payment = Account(bpr, 2, 2)
        self._payment.left = Decimal()

    def _open_claim(self, clp: Segment) -> None:
        self._close_claim()
        self._claim, self._lines = Account(clp, 3, 4), None
        if self._payment is not None:
            self._payment.left += self._claim.stated

    def _open_service(self, svc: Segment) -> None:
        self._close_service()
        self._service = Account(svc, 2, 3)
        charge = self._service.left
        self._lines = charge if self._lines is None else self._lines + charge

    def _adjust(self, cas: Segment) -> None:
        amount = _sum(cas, _CAS_AMOUNTS)
        for account in (self._claim, self._service):
            if account is not None:
                account.left -= amount

    def _withhold(self, plb: Segment) -> None:
        if self._payment is not None:
            self._payment.left -= _sum(plb, _PLB_AMOUNTS)

    def _close_service(self) -> None:
        self._report(self._service, rules.SERVICE_PAYMENT_BALANCE, _SERVICE_CHARGE)
        self._service = None

    def _close_claim(self) -> None:
        self._close_service()
        if self._claim is not None and self._lines is not None:
            charge = _amount(self._claim.segment, 3)
            if charge != self._lines and (charge - self._lines).is_finite():
                self._findings.add(rules.SERVICES_BALANCE, self._claim.segment, At("2100", 3))
        self._report(self._claim, rules.CLAIM_PAYMENT_BALANCE, _CLAIM_PAID)
        self._claim = None

    def _finish(self, _: Segment) -> None:
        self._close_claim()
        self._report(self._payment, rules.PAYMENT_BALANCE, At("ST_LOOP", 2))
        self._payment = None

    def _report(self, account: Account | None, rule: Rule, at: At) -> None:
        if account is not None and account.is_out:
            self._findings.add(rule, account.segment, at)


def _sum(segment: Segment, amounts_at: range) -> Decimal:
    """Of the amounts in these elements, each behind a code that says what it is for."""
    total, length = Decimal(), len(segment.elements)
    for at in amounts_at:
        if at > length:
            break
        if segment[at] or segment[at - 1]:
            total += _amount(segment, at)
    return total


def _amount(segment: Segment, at: int) -> Decimal:
    amount = read_amount(segment[at])
    return _UNREADABLE if amount is None else amount
