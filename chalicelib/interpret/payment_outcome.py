"""What one claim payment of an 835 means for the claim."""

from collections.abc import Iterable

from chalicelib.domain.fact import FactKind
from chalicelib.x12.remittance_835 import Adjustment, ClaimPayment, ServicePayment

_REVERSAL, _DENIED = "22", "4"
_PATIENT = "PR"
_CONTRACTUAL = "CO"
_CONTRACTUAL_REASONS = frozenset({"24", "44", "45", "131", "253"})
"""Capitation, prompt-pay discount, fee schedule, negotiated discount, sequestration: what a
contract or the law takes off, not a decision about the claim."""


def outcome_of(payment: ClaimPayment) -> FactKind:
    """Reversed and denied by CLP02, the rest by where the money went."""
    if payment.status_code == _REVERSAL:
        return FactKind.REVERSED
    if payment.status_code == _DENIED:
        return FactKind.DENIED
    if payment.paid == 0:
        return FactKind.PAID if _is_patients_share(payment) else FactKind.DENIED
    if any(_is_unpaid(service) for service in payment.services):
        return FactKind.PARTIALLY_PAID
    return FactKind.PAID


def _is_patients_share(payment: ClaimPayment) -> bool:
    """Whether nothing was paid because patient and contract account for all of it."""
    adjustments = [*payment.adjustments, *_of_services(payment)]
    has_share = any(each.group_code == _PATIENT for each in adjustments)
    return has_share and all(_is_settled(each) for each in adjustments)


def _is_unpaid(service: ServicePayment) -> bool:
    """Whether the payer left a charged line unpaid for another reason than contract or patient."""
    settled = bool(service.adjustments) and all(map(_is_settled, service.adjustments))
    return service.charge > 0 and service.paid == 0 and not settled


def _is_settled(adjustment: Adjustment) -> bool:
    contractual = (
        adjustment.group_code == _CONTRACTUAL and adjustment.reason_code in _CONTRACTUAL_REASONS
    )
    return contractual or adjustment.group_code == _PATIENT


def _of_services(payment: ClaimPayment) -> Iterable[Adjustment]:
    return (each for service in payment.services for each in service.adjustments)
