from datetime import date
from decimal import Decimal

import pytest

from chalicelib.x12.delimiters import UnreadableInterchange
from chalicelib.x12.remittance import Patient, SupplementalAmount
from chalicelib.x12.remittance_835 import (
    Adjustment,
    ProviderAdjustment,
    Remittance,
    read_remittances,
)
from tests.builders_x12 import replaced
from tests.unit.x12.remittance_files import BALANCED, HEADER, SECOND, remittance_file

FILE = remittance_file(BALANCED, SECOND)
ZERO = Decimal()


def first() -> Remittance:
    return read_remittances(FILE)[0]


def test_a_payment_is_named_by_trace_payer_and_payee() -> None:
    found = first()
    assert (found.method, found.amount, found.credit_debit) == ("ACH", Decimal("125.5"), "C")
    assert (found.trace_number, found.payer_originator_id) == ("EFT900", "1999888777")
    assert (found.paid_on, found.produced_on) == (date(2026, 3, 20), date(2026, 3, 19))
    assert (found.payer_name, found.payer_id) == ("TESTCARE", "TC456")
    assert (found.payee_name, found.payee_npi, found.payee_tax_id) == (
        "SAMPLE PRACTICE",
        "1234567893",
        "123456789",
    )


def test_a_claim_payment_has_amounts_dates_and_adjustments_of_its_own() -> None:
    claim = first().claims[0]
    assert (claim.position, claim.patient_control_number, claim.status_code) == (1, "CC1", "1")
    assert (claim.charge, claim.paid, claim.patient_responsibility) == (
        Decimal("150"),
        Decimal("130.5"),
        Decimal("10"),
    )
    assert (claim.filing_indicator, claim.payer_claim_control_number) == ("12", "PAYER77")
    assert (claim.service_from, claim.service_to) == (date(2026, 3, 1), date(2026, 3, 2))
    assert claim.adjustments == (Adjustment("CO", "45", Decimal("4.5")),)


def test_patient_amounts_and_remarks_stand_beside_the_payment() -> None:
    stated = b"AMT*AU*140~\nAMT*I*odd~\nMOA*1*7.5*MA01**N1~\nDTM*232"
    data = replaced(FILE, b"DTM*232", stated).replace(b"CAS*PR*1*6", b"AMT*B6*95~\nCAS*PR*1*6")
    claim = read_remittances(data)[0].claims[0]
    assert claim.patient == Patient("SPECIMEN", "ROBIN", "")
    assert claim.amounts == (
        SupplementalAmount("AU", Decimal(140)),
        SupplementalAmount("MOA02", Decimal("7.5")),
    )
    assert claim.remark_codes == ("MA01", "N1")
    assert claim.services[0].amounts == (SupplementalAmount("B6", Decimal(95)),)
    assert claim.services[1].amounts == ()


def test_amounts_and_remarks_of_mia_are_told_by_their_places() -> None:
    mia = b"MIA*" + b"*".join(b"%d" % at for at in range(1, 25))
    claim = read_remittances(replaced(FILE, b"DTM*232", mia + b"~\nDTM*232"))[0].claims[0]
    places = [2, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 24]
    assert [(each.code, each.amount) for each in claim.amounts] == [
        (f"MIA{at:02d}", Decimal(at)) for at in places
    ]
    assert claim.remark_codes == ("5", "20", "21", "22", "23")


def test_the_member_id_is_the_insureds_where_the_patient_has_none() -> None:
    data = replaced(FILE, b"ROBIN~", b"ROBIN~\nNM1*IL*1*SPECIMEN*SAM****MI*SB1~")
    assert read_remittances(data)[0].claims[0].patient.member_id == "SB1"
    own = replaced(data, b"*ROBIN~", b"*ROBIN****MI*SB2~")
    assert read_remittances(own)[0].claims[0].patient.member_id == "SB2"


def test_patients_are_never_shown_by_accident() -> None:
    assert "SPECIMEN" not in repr(read_remittances(FILE))


def test_the_payers_address_is_read_line_by_line() -> None:
    assert first().payer_address == ("1 PAYER PLAZA", "ANYTOWN, GA 30101")
    assert read_remittances(FILE)[1].payer_address == ()


def test_a_service_payment_has_procedure_line_reference_and_remarks() -> None:
    line = first().claims[0].services[0]
    assert (line.procedure_qualifier, line.procedure_code, line.modifiers) == (
        "HC",
        "99213",
        ("25", "59"),
    )
    assert (line.charge, line.paid) == (Decimal("100"), Decimal("90"))
    assert line.adjustments == (
        Adjustment("PR", "1", Decimal("6")),
        Adjustment("PR", "2", Decimal("4")),
    )
    assert (line.line_reference, line.remark_codes) == ("CC1L1", ("N14", "M15"))


def test_a_service_may_span_days() -> None:
    line = first().claims[0].services[1]
    assert (line.service_from, line.service_to) == (date(2026, 3, 1), date(2026, 3, 2))
    assert (line.line_reference, line.remark_codes) == (None, ())


def test_dates_of_the_lines_stand_for_those_of_the_claim() -> None:
    data = FILE.replace(b"DTM*232*20260301~\n", b"").replace(b"DTM*233*20260302~\n", b"")
    claim = read_remittances(replaced(data, b"151*20260302", b"151*20260309"))[0].claims[0]
    assert (claim.service_from, claim.service_to) == (date(2026, 3, 1), date(2026, 3, 9))


def test_a_denied_claim_has_no_lines_and_empty_amounts_are_zero() -> None:
    claim = first().claims[1]
    assert (claim.status_code, claim.paid, claim.patient_responsibility) == ("4", ZERO, ZERO)
    assert (claim.services, claim.service_from) == ((), None)


def test_each_pair_of_a_provider_adjustment_counts() -> None:
    assert first().provider_adjustments == (
        ProviderAdjustment("1234567893", "WO", "PAYER77", Decimal("6")),
        ProviderAdjustment("1234567893", "L6", None, Decimal("-1")),
    )


def test_every_set_is_a_remittance_and_its_bytes_can_be_cut_out() -> None:
    one, other = read_remittances(FILE)
    assert (other.control_number, other.trace_number, other.amount) == (
        "0002",
        "CHK1",
        Decimal(-20),
    )
    assert (other.payee_npi, other.payee_tax_id, other.payer_id) == (None, "123456789", None)
    assert other.claims[0].position == 1
    for found in (one, other):
        cut = FILE[found.start : found.end]
        assert cut.startswith(f"ST*835*{found.control_number}".encode())
        assert cut.endswith(f"*{found.control_number}~".encode())
        assert cut.count(b"ST*835") == 1


def test_other_sets_are_left_out() -> None:
    other = ("ST*277*0002", "CLP*X*1*1*1")
    assert read_remittances(remittance_file(BALANCED, other)) == (first(),)


def test_a_set_without_payment_is_read_as_no_money() -> None:
    (found,) = read_remittances(remittance_file((HEADER[0],)))
    assert (found.amount, found.trace_number, found.claims) == (ZERO, "", ())


@pytest.mark.parametrize("amount", [b"*130,5*", b"*1E3*", b"*NaN*"])
def test_money_is_never_guessed(amount: bytes) -> None:
    with pytest.raises(UnreadableInterchange) as caught:
        read_remittances(replaced(FILE, b"*130.5*", amount))
    assert caught.value.reason == "amount"


@pytest.mark.parametrize("place", [b"CLP*CC2", b"PLB*", b"SE*", b"ST*835*0002", b"IEA*"])
def test_half_a_remittance_is_not_taken_for_a_whole_one(place: bytes) -> None:
    with pytest.raises(UnreadableInterchange) as caught:
        read_remittances(FILE[: FILE.index(place)])
    assert caught.value.reason == "truncated"
