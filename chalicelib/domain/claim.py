"""A claim: one CLM of a batch, as handed in. What became of it is the fold of its facts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.identifiers import AccountId, BatchId, ClaimId, PracticeId


class ClaimKind(StrEnum):
    """The three claim transactions, by their everyday names."""

    PROFESSIONAL = "837P"
    INSTITUTIONAL = "837I"
    DENTAL = "837D"


@dataclass(frozen=True, slots=True)
class Claim:
    """`same_as` is the practice's claim that was sent before and says the same, where somebody
    decided to send it again."""

    claim_id: ClaimId
    batch_id: BatchId
    account_id: AccountId
    practice_id: PracticeId
    position: int
    transaction_set_control_number: str
    patient_control_number: str
    charge: Decimal
    payer_id: str | None
    billing_npi: str | None
    billing_tax_id: str | None
    rendering_npi: str | None
    service_from: date | None
    service_to: date | None
    frequency_code: str | None
    same_as: ClaimId | None = None
