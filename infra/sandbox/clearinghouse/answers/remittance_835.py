"""835 (005010X221A1): a transaction set for each payment."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from infra.sandbox.clearinghouse import payer_office
from infra.sandbox.clearinghouse.adjudication import Adjustment, ClaimPayment, LinePayment
from infra.sandbox.clearinghouse.answers.answer import Desk
from infra.sandbox.clearinghouse.answers.x12_text import (
    Envelope,
    amount,
    interchange,
    segment,
    transaction_set,
)
from infra.sandbox.clearinghouse.arrivals import ArrivedLine, Organization, Person
from infra.sandbox.clearinghouse.remittances import Remittance
from infra.sandbox.clearinghouse.segments import component
from infra.sandbox.clearinghouse.submitter import Submitter

GUIDE = "005010X221A1"
BANKS = ("CCP", "01", "999999992", "DA", "0000000001")
PAYEE_BANK = ("01", "999999992", "DA", "0000000002")
PREFERRED_PROVIDER = "12"


def write_835(
    remittances: Sequence[Remittance], receiver: Submitter, file_id: int, desk: Desk
) -> bytes:
    """The whole interchange. Balanced: BPR02 = claims paid - PLB; charge = paid + adjustments."""
    sets = [
        transaction_set("835", number, list(_body(each, desk)))
        for number, each in enumerate(remittances, start=1)
    ]
    control_number = f"{file_id % 1_000_000_000:09d}"
    envelope = Envelope("HP", GUIDE, desk.house, receiver, control_number, file_id, desk.now)
    return interchange(envelope, sets)


def _body(remittance: Remittance, desk: Desk) -> Iterator[str]:
    today = f"{desk.now:%Y%m%d}"
    originator = f"1{payer_office.tax_id(remittance.payer)}"
    yield _bpr(remittance, originator, today)
    yield segment("TRN", 1, remittance.trace, originator)
    yield segment("REF", "EV", desk.house.identifier)
    yield segment("DTM", "405", today)
    yield from _payer(remittance.payer)
    yield from _payee(remittance.payee)
    yield segment("LX", 1)
    for payment in remittance.claims:
        yield from _claim(payment)
    if remittance.forward_balance:
        fiscal_year_end = f"{desk.now:%Y}1231"
        adjustment = (f"FB:{remittance.trace}", amount(remittance.forward_balance))
        yield segment("PLB", remittance.payee.identifier, fiscal_year_end, *adjustment)


def _bpr(remittance: Remittance, originator: str, today: str) -> str:
    """Money moves by ACH; nothing to pay is a notice without a transfer."""
    if not remittance.paid:
        return segment("BPR", "H", "0", "C", "NON", *[""] * 11, today)
    paid = amount(remittance.paid)
    return segment("BPR", "I", paid, "C", "ACH", *BANKS, originator, "", *PAYEE_BANK, today)


def _payer(payer: Organization) -> Iterator[str]:
    yield segment("N1", "PR", payer.name, "XV", payer.identifier)
    yield segment("N3", payer_office.STREET)
    yield segment("N4", payer_office.CITY, payer_office.STATE, payer_office.ZIP_CODE)
    yield segment("REF", "2U", payer.identifier)
    yield segment("PER", "BL", "PROVIDER SERVICES", "TE", payer_office.TELEPHONE)


def _payee(payee: Organization) -> Iterator[str]:
    yield segment("N1", "PE", payee.name, "XX", payee.identifier)
    yield segment("REF", "TJ", payee.tax_id)


def _claim(payment: ClaimPayment) -> Iterator[str]:
    claim = payment.case.claim
    responsibility = payment.patient_responsibility
    yield segment(
        "CLP",
        claim.patient_control_number,
        payment.status,
        amount(payment.charge),
        amount(payment.paid),
        amount(responsibility) if responsibility > 0 else "",
        PREFERRED_PROVIDER,
        payment.case.payer_reference,
        component(claim.place, 1),
        component(claim.place, 3),
    )
    yield from _adjustments(payment.adjustments)
    yield _person("QC", claim.patient)
    if claim.dependent:
        yield _person("IL", claim.subscriber)
    for line in payment.lines:
        yield from _line(line)


def _person(entity: str, person: Person) -> str:
    names = (person.last_name, person.first_name, "", "", "")
    return segment("NM1", entity, 1, *names, "MI", person.member_id)


def _line(payment: LinePayment) -> Iterator[str]:
    line = payment.line
    amounts = (amount(payment.charge), amount(payment.paid))
    yield segment("SVC", _procedure(line), *amounts, line.revenue_code, 1)
    if line.served:
        yield segment("DTM", "472", f"{line.served:%Y%m%d}")
    yield from _adjustments(payment.adjustments)
    if line.reference:
        yield segment("REF", "6R", line.reference)


def _procedure(line: ArrivedLine) -> str:
    return line.procedure or f"NU:{line.revenue_code}"


def _adjustments(adjustments: Sequence[Adjustment]) -> Iterator[str]:
    for group, members in groupby(adjustments, lambda each: each.group):
        trios = [(each.reason, amount(each.amount), "") for each in members]
        yield segment("CAS", group, *(part for trio in trios for part in trio))
