"""The readable companion of an 835, in Office Ally's columns."""

from collections.abc import Iterator, Sequence
from datetime import date

from infra.sandbox.clearinghouse import payer_office
from infra.sandbox.clearinghouse.adjudication import (
    ZERO,
    Adjustment,
    ClaimPayment,
    LinePayment,
)
from infra.sandbox.clearinghouse.answers.fixed_columns import day, money, row
from infra.sandbox.clearinghouse.remittances import Remittance
from infra.sandbox.clearinghouse.segments import component

SHORT_RULE, RULE, CLAIM_RULE = "=" * 50, "=" * 152, "-" * 152
STATUSES = {"1": "PROCESSED AS PRIMARY", "4": "DENIED", "22": "OTHER"}
GROUPS = {"CO": "CONTRACTUAL OBLIGATIONS", "PR": "PATIENT RESPONSIBILITY"}
REASONS = {
    "1": "DEDUCTIBLE",
    "3": "COPAY",
    "45": "ABOVE THE CONTRACTED FEE",
    "97": "INCLUDED IN ANOTHER SERVICE",
    "197": "NO PRIOR AUTHORIZATION",
}
BALANCES_HEADER = row(
    (0, "Adjustment Date"),
    (17, "Provider ID"),
    (30, "Reference ID"),
    (81, "Adjustment Amt"),
    (97, "Reason"),
)
CHECKS_HEADER = row(
    (0, "Check#"),
    (31, "Amount"),
    (47, "# Claims"),
    (62, "NPI or Tax ID"),
    (86, "Payee"),
    (116, "Date"),
)
CLAIM_HEADER = row(
    (0, "Check#"),
    (31, "Patient ID"),
    (50, "Last,First"),
    (70, "Charge Amt"),
    (82, "Payment Amt"),
    (95, "Accnt#"),
    (109, "Status"),
    (140, "Payer"),
)
LINE_HEADER = row(
    (10, "Line Item:"),
    (22, "Svc Date"),
    (33, "CPT"),
    (40, "Charge Amt"),
    (53, "Payment Amt"),
    (66, "Total Adj Amt"),
    (81, "Remarks"),
)
ADJUSTMENT_HEADER = row((32, "Adjustment Group"), (60, "Adj Amt"), (68, "Translated Reason Code"))


def write_era_text(remittances: Sequence[Remittance], contact_name: str, today: date) -> bytes:
    """The text of all payments of one 835 file."""
    lines = [
        *_opening(contact_name, remittances[0].payee.name),
        *_balances(remittances, today),
        *_checks(remittances, today),
        *(line for each in remittances for claim in each.claims for line in _claim(each, claim)),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1")


def _opening(contact_name: str, company: str) -> Iterator[str]:
    yield f"Dear: {contact_name}"
    yield from ("", "")
    yield (
        "Your Claims have been adjudicated by the Payer. Electronic Payment / Advise information "
        f"has been received by {company} and summarized as follows."
    )
    yield from ("", SHORT_RULE)
    yield "------- HEALTH CARE CLAIM PAYMENT/ADVICE -------"
    yield from (SHORT_RULE, "", "")


def _balances(remittances: Sequence[Remittance], today: date) -> Iterator[str]:
    """What is carried over shows with the sign that it has on the check's amount."""
    carried = [each for each in remittances if each.forward_balance]
    if not carried:
        return
    yield from (RULE, BALANCES_HEADER, RULE)
    for each in carried:
        yield row(
            (0, day(today)),
            (17, each.payee.identifier),
            (30, each.trace),
            (81, money(-each.forward_balance)),
            (97, "Forwarding Balance"),
        )
    yield from (RULE, "")


def _checks(remittances: Sequence[Remittance], today: date) -> Iterator[str]:
    yield from (RULE, CHECKS_HEADER, RULE)
    for each in remittances:
        yield row(
            (0, each.trace),
            (31, money(each.paid)),
            (47, str(len(each.claims))),
            (62, each.payee.identifier),
            (86, each.payee.name[:29]),
            (116, day(today)),
        )
    yield ""


def _claim(remittance: Remittance, payment: ClaimPayment) -> Iterator[str]:
    yield from (CLAIM_RULE, CLAIM_HEADER, _claim_row(remittance, payment))
    tax_id = payer_office.tax_id(remittance.payer)
    yield row((140, payer_office.STREET))
    yield row((140, f"{payer_office.CITY},{payer_office.STATE} {payer_office.ZIP_CODE}"))
    yield row((140, f"Tax ID: {tax_id[:2]}-{tax_id[2:]}"))
    yield row((96, f"Payer Claim Control Number: {payment.case.payer_reference}"))
    for line in payment.lines:
        yield from _line(line)


def _claim_row(remittance: Remittance, payment: ClaimPayment) -> str:
    claim = payment.case.claim
    patient = claim.patient
    return row(
        (0, remittance.trace),
        (31, patient.member_id[:18]),
        (50, f"{patient.last_name},{patient.first_name}"[:19]),
        (70, money(payment.charge)),
        (82, money(payment.paid)),
        (95, claim.patient_control_number),
        (109, STATUSES[payment.status]),
        (140, remittance.payer.name),
    )


def _line(payment: LinePayment) -> Iterator[str]:
    line = payment.line
    adjusted = sum((each.amount for each in payment.adjustments), ZERO)
    yield from ("", LINE_HEADER)
    yield row(
        (22, day(line.served)),
        (33, component(line.procedure, 2)[:6] or line.revenue_code),
        (40, money(payment.charge)),
        (53, money(payment.paid)),
        (66, money(adjusted)),
        (81, "NO REMARKS"),
    )
    if payment.adjustments:
        yield from ("", ADJUSTMENT_HEADER)
        yield from map(_adjustment, payment.adjustments)


def _adjustment(adjustment: Adjustment) -> str:
    return row(
        (32, GROUPS[adjustment.group]),
        (60, money(adjustment.amount)),
        (68, REASONS[adjustment.reason]),
    )
