"""A remittance: one 835 transaction set, one payment (check or EFT trace)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from chalicelib.domain.identifiers import AccountId, ClaimId, RemittanceId, ResponseId


@dataclass(frozen=True, slots=True)
class ClaimPayment:
    """One CLP of a remittance; `claim_id` is None while it could not be tied to one claim."""

    position: int
    patient_control_number: str
    status_code: str
    charge: Decimal
    paid: Decimal
    patient_responsibility: Decimal
    payer_claim_control_number: str | None
    claim_id: ClaimId | None = None


@dataclass(frozen=True, slots=True)
class RemittanceAdvice:
    """What the 835 itself says of one payment."""

    remittance_id: RemittanceId
    trace_number: str
    payer_name: str
    payer_identifier: str
    payee_npi: str | None
    method: str
    amount: Decimal
    paid_on: date | None
    payments: tuple[ClaimPayment, ...]


@dataclass(frozen=True, slots=True)
class Remittance:
    """An advice and the object key of the 835 that holds it."""

    advice: RemittanceAdvice
    account_id: AccountId
    response_id: ResponseId
    archived_at: datetime
    raw_key: str
