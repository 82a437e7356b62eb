"""Payments as they leave a payer: claims of one payer for one payee, under one trace."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from infra.sandbox.clearinghouse.adjudication import ZERO, ClaimPayment
from infra.sandbox.clearinghouse.arrivals import Organization
from infra.sandbox.clearinghouse.groups import grouped


@dataclass(frozen=True, slots=True)
class Remittance:
    """One 835 transaction set. `trace` is the EFT number (TRN02)."""

    payer: Organization
    payee: Organization
    trace: str
    claims: tuple[ClaimPayment, ...]

    @property
    def forward_balance(self) -> Decimal:
        """PLB04: a total below zero cannot be paid, so it is carried over to a later payment."""
        return min(self._claims_total, ZERO)

    @property
    def paid(self) -> Decimal:
        """BPR02 = the claims' payments less the provider-level adjustment."""
        return self._claims_total - self.forward_balance

    @property
    def _claims_total(self) -> Decimal:
        return sum((each.paid for each in self.claims), ZERO)


def remit(payments: Iterable[ClaimPayment], file_id: int) -> tuple[Remittance, ...]:
    """The payments by payer and payee, with traces that belong to `file_id` alone."""
    groups = grouped(payments, _payer_and_payee)
    return tuple(
        Remittance(payer, payee, f"EFT{file_id}{number:03d}", tuple(claims))
        for number, ((payer, payee), claims) in enumerate(groups.items(), start=1)
    )


def _payer_and_payee(payment: ClaimPayment) -> tuple[Organization, Organization]:
    claim = payment.case.claim
    return claim.payer, claim.billing_provider
