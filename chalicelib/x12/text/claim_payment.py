"""One claim payment of an 835 as text: the claim, its lines, their adjustments."""

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

from chalicelib.x12.remittance import (
    Adjustment,
    ClaimPayment,
    Remittance,
    ServicePayment,
)
from chalicelib.x12.text.columns import day, money, row
from chalicelib.x12.text.summaries import stated
from chalicelib.x12.text.words import (
    GROUPS,
    REASONS,
    REVERSAL,
    STATUSES,
    described,
)

_CLAIM_RULE = "-" * 152
_CLAIM_HEADER = row(
    (0, "Check#"),
    (31, "Patient ID"),
    (50, "Last,First"),
    (70, "Charge Amt"),
    (82, "Payment Amt"),
    (95, "Accnt#"),
    (109, "Status"),
    (140, "Payer"),
)
_SERVICE_HEADER = row(
    (10, "Line Item:"),
    (22, "Svc Date"),
    (33, "CPT"),
    (40, "Charge Amt"),
    (53, "Payment Amt"),
    (66, "Total Adj Amt"),
    (81, "Remarks"),
)
_ADJUSTMENT_HEADER = row((32, "Adjustment Group"), (60, "Adj Amt"), (68, "Reason Code"))
_PAYER_AT, _DETAILS_AT, _SERVICE_DETAILS_AT = 140, 96, 22
_REVERSED = "*** REVERSAL: takes an earlier payment of this claim back ***"
_CORRECTED = "*** CORRECTION: replaces what the reversal of this claim takes back ***"


def claim_payment_lines(
    remittance: Remittance, claim: ClaimPayment, taken_back: Container[str]
) -> Iterator[str]:
    """The block of one claim.

    Reversals are marked, and so are corrections: payments of claims whose patient control number
    is in `taken_back`, those that the same remittance reverses.
    """
    yield _CLAIM_RULE
    if claim.status_code == REVERSAL:
        yield _REVERSED
    elif claim.patient_control_number in taken_back:
        yield _CORRECTED
    yield from (_CLAIM_HEADER, _claim(remittance, claim))
    yield from (row((_PAYER_AT, line)) for line in _payer(remittance))
    yield from (row((_DETAILS_AT, line)) for line in _details(claim))
    yield from _adjustments(claim.adjustments)
    for service in claim.services:
        yield from _service(service)


def _claim(remittance: Remittance, claim: ClaimPayment) -> str:
    patient = claim.patient
    name = f"{patient.last_name},{patient.first_name}" if patient.last_name else ""
    return row(
        (0, remittance.trace_number),
        (31, patient.member_id),
        (50, name),
        (70, money(claim.charge)),
        (82, money(claim.paid)),
        (95, claim.patient_control_number),
        (109, STATUSES.get(claim.status_code, f"STATUS {claim.status_code}")),
        (_PAYER_AT, remittance.payer_name),
    )


def _payer(remittance: Remittance) -> Iterator[str]:
    """Address and Tax ID; TRN03 is a 1 and the nine digits of the Tax ID (835 guide, TRN)."""
    yield from remittance.payer_address
    originator = remittance.payer_originator_id
    if len(originator) == 10 and originator.startswith("1"):
        yield f"Tax ID: {originator[1:3]}-{originator[3:]}"


def _details(claim: ClaimPayment) -> Iterator[str]:
    if claim.payer_claim_control_number:
        yield f"Payer Claim Control Number: {claim.payer_claim_control_number}"
    if claim.service_from:
        period = f"{day(claim.service_from)} - {day(claim.service_to)}"
        yield f"Claim Statement Period:     {period}"
    yield f"Patient Responsibility:     {money(claim.patient_responsibility)}"
    yield from stated(claim.amounts)
    if claim.remark_codes:
        yield f"Remarks:                    {' '.join(claim.remark_codes)}"


def _service(service: ServicePayment) -> Iterator[str]:
    adjusted = sum((each.amount for each in service.adjustments), Decimal())
    yield from ("", _SERVICE_HEADER)
    yield row(
        (22, day(service.service_from)),
        (33, service.procedure_code),
        (40, money(service.charge)),
        (53, money(service.paid)),
        (66, money(adjusted)),
        (81, " ".join(service.remark_codes) or "NO REMARKS"),
    )
    yield from (row((_SERVICE_DETAILS_AT, line)) for line in _service_details(service))
    yield from _adjustments(service.adjustments)


def _service_details(service: ServicePayment) -> Iterator[str]:
    if service.service_to != service.service_from:
        yield f"{'Through:':<27} {day(service.service_to)}"
    if service.modifiers:
        yield f"{'Modifiers:':<27} {' '.join(service.modifiers)}"
    if service.line_reference:
        yield f"{'Line Reference:':<27} {service.line_reference}"
    yield from stated(service.amounts)


def _adjustments(adjustments: Sequence[Adjustment]) -> Iterator[str]:
    if adjustments:
        yield from ("", _ADJUSTMENT_HEADER)
    for each in adjustments:
        group = GROUPS.get(each.group_code, each.group_code)
        words = described(each.reason_code, REASONS)
        yield row((32, group), (60, money(each.amount)), (68, words))
