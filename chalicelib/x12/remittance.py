"""What an 835 says: remittances, claim payments, service payments, adjustments."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from chalicelib.x12.delimiters import Delimiters


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One reason of a CAS segment: group CO, PR, OA or PI, reason of code list 139."""

    group_code: str
    reason_code: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SupplementalAmount:
    """An amount that is stated beside the payment: AMT01 and AMT02, or such as MOA02."""

    code: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Patient:
    """NM1 QC; the member id stands in NM1 IL where QC has none. "" where absent, never shown."""

    last_name: str = field(repr=False)
    first_name: str = field(repr=False)
    member_id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ServicePayment:
    """Loop 2110. `line_reference` is REF 6R; `remark_codes` are those of LQ HE."""

    procedure_qualifier: str
    procedure_code: str
    modifiers: tuple[str, ...]
    charge: Decimal
    paid: Decimal
    adjustments: tuple[Adjustment, ...]
    service_from: date | None
    service_to: date | None
    line_reference: str | None
    remark_codes: tuple[str, ...]
    amounts: tuple[SupplementalAmount, ...]


@dataclass(frozen=True, slots=True)
class ClaimPayment:
    """Loop 2100: CLP01 to CLP07 and what belongs to them. `position` counts from 1 in the set.

    `adjustments`, `amounts` and `remark_codes` (MIA, MOA) are those of the claim only; the lines
    have theirs. The service dates are the
    statement dates (DTM 232, 233) or else the first and last date of the lines.
    """

    position: int
    segment_number: int
    patient_control_number: str
    status_code: str
    charge: Decimal
    paid: Decimal
    patient_responsibility: Decimal
    filing_indicator: str
    payer_claim_control_number: str | None
    service_from: date | None
    service_to: date | None
    adjustments: tuple[Adjustment, ...]
    services: tuple[ServicePayment, ...]
    patient: Patient
    amounts: tuple[SupplementalAmount, ...]
    remark_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProviderAdjustment:
    """One pair of a PLB segment; a positive amount lowers the payment."""

    provider_id: str
    reason_code: str
    reference: str | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ProviderSummary:
    """What the payer adds up for one provider and a group of claims (loop 2000): TS3 and TS2.

    TS301 to TS304; `amounts` are named by their element, such as TS305 (charges) or TS201.
    """

    provider_id: str
    facility_code: str
    fiscal_period: date | None
    claims: int | None
    amounts: tuple[SupplementalAmount, ...]


@dataclass(frozen=True, slots=True)
class Remittance:
    """One 835 transaction set, one payment.

    `method` is BPR04 (CHK, ACH, NON, …), `amount` BPR02, `credit_debit` BPR03, `paid_on` BPR16;
    `trace_number` TRN02, `payer_originator_id` TRN03, `produced_on` DTM 405. `payer_id` is N104 or
    else REF 2U of loop 1000A, `payer_address` N3 and N4 there, line by line. `start` and `end` are
    the byte offsets of ST and behind SE, `delimiters` those of the ISA above.
    """

    control_number: str
    method: str
    amount: Decimal
    credit_debit: str
    paid_on: date | None
    produced_on: date | None
    trace_number: str
    payer_originator_id: str
    payer_name: str
    payer_id: str | None
    payer_address: tuple[str, ...]
    payee_name: str
    payee_npi: str | None
    payee_tax_id: str | None
    summaries: tuple[ProviderSummary, ...]
    claims: tuple[ClaimPayment, ...]
    provider_adjustments: tuple[ProviderAdjustment, ...]
    start: int
    end: int
    delimiters: Delimiters
