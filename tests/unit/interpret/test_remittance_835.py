from datetime import date
from decimal import Decimal

import pytest

from chalicelib.clearinghouses.reading import Reading, Source, UnreadableResponseError
from chalicelib.clearinghouses.response_name import ResponseName
from chalicelib.domain.fact import ClaimReference, FactKind, Payment
from chalicelib.domain.identifiers import AccountId
from chalicelib.interpret.remittance_835 import read_remittance_835
from tests.builders import ACCOUNT
from tests.unit.interpret.x12_answers import accepted_999, payment_set, remittance

PAID = (
    "CLP*CC1*1*150*100*30*12*PAYER77",
    "SVC*HC:99213*150*100",
    "CAS*CO*45*20",
    "CAS*PR*3*30",
    "LQ*HE*N14",
)
LINE = "SVC*HC:99213*100*80"
CONTRACT = "CAS*CO*45*20"


def read(content: bytes, account: AccountId = ACCOUNT) -> Reading:
    return read_remittance_835(Source(ResponseName(), content, account))


def outcome(*claim: str) -> FactKind:
    return read(remittance(payment_set(claim))).statements[0].kind


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        (PAID, FactKind.PAID),
        (("CLP*C*1*200*80*0*12", LINE, CONTRACT, "SVC*HC:1*100*0", "CAS*CO*97*100"), "partial"),
        (("CLP*C*1*200*80*0*12", LINE, CONTRACT, "SVC*HC:1*100*0"), "partial"),
        (("CLP*C*1*200*80*0*12", LINE, CONTRACT, "SVC*HC:1*100*0", "CAS*CO*45*100"), "paid"),
        (("CLP*C*1*200*80*0*12", LINE, CONTRACT, "SVC*HC:1*100*0", "CAS*OA*45*100"), "partial"),
        (("CLP*C*1*200*80*100*12", LINE, CONTRACT, "SVC*HC:1*100*0", "CAS*PR*1*100"), "paid"),
        (("CLP*C*1*100*80*0*12", LINE, CONTRACT, "SVC*HC:G8427*0*0"), "paid"),
        (("CLP*C*1*200*80*0*12", "CAS*CO*45*120"), "paid"),
        (("CLP*C*1*100*0*100*12", "SVC*HC:1*100*0", "CAS*PR*1*100"), "paid"),
        (("CLP*C*1*100*0*70*12", "SVC*HC:1*100*0", "CAS*PR*1*70", "CAS*CO*45*30"), "paid"),
        (("CLP*C*1*100*0*0*12", "SVC*HC:1*100*0", "CAS*CO*45*100"), "denied"),
        (("CLP*C*1*100*0*50*12", "SVC*HC:1*100*0", "CAS*PR*1*50", "CAS*CO*50*50"), "denied"),
        (("CLP*C*1*100*0*0*12", "CAS*CO*197*100"), "denied"),
        (("CLP*C*1*100*0*0*12",), "denied"),
        (("CLP*C*4*100*0*100*12", "CAS*PR*96*100"), "denied"),
        (("CLP*C*22*-100*-80*0*12", "CAS*CO*45*-20"), "reversed"),
        (("CLP*C*22*-100*0*0*12",), "reversed"),
        (("CLP*C*2*100*20*0*12", "CAS*OA*23*80"), "paid"),
        (("CLP*C*19*200*80*0*12", LINE, CONTRACT, "SVC*HC:1*100*0", "CAS*PI*16*100"), "partial"),
    ],
)
def test_a_claim_payment_means(claim: tuple[str, ...], kind: str) -> None:
    assert outcome(*claim) == {"partial": FactKind.PARTIALLY_PAID}.get(kind, kind)


def test_a_statement_carries_the_payment() -> None:
    reading = read(remittance(payment_set(PAID)))
    (statement,), (advice,) = reading.statements, reading.remittances
    assert statement.about == ClaimReference("CC1", providers=("1234567893",))
    assert statement.charge == Decimal(150)
    assert statement.codes == ("CO-45", "PR-3", "N14")
    assert statement.effective_on == date(2026, 3, 20)
    assert statement.payer_claim_control_number == "PAYER77"
    amounts = Decimal(150), Decimal(100), Decimal(30)
    assert statement.payment == Payment(advice.remittance_id, 1, *amounts)


def test_each_set_is_one_advice() -> None:
    second = payment_set(("CLP*CC2*4*80*0**12",), control_number="0002", trace="CHK1", amount="0")
    reading = read(remittance(payment_set(PAID), second))
    first, other = reading.remittances
    assert (first.trace_number, first.amount, first.method) == ("EFT900", Decimal(100), "ACH")
    assert (first.payer_name, first.payer_identifier) == ("TESTCARE", "TC456")
    assert (first.payee_npi, first.paid_on) == ("1234567893", date(2026, 3, 20))
    (payment,) = other.payments
    assert (payment.patient_control_number, payment.status_code) == ("CC2", "4")
    assert payment.claim_id is None
    assert len({statement.position for statement in reading.statements}) == 2


def payment_id_of(content: bytes, account: AccountId = ACCOUNT) -> str:
    return read(content, account).remittances[0].remittance_id


SAME = payment_id_of(remittance(payment_set(PAID)))


@pytest.mark.parametrize(
    "content",
    [
        remittance(payment_set(PAID), newline=""),
        remittance(payment_set(PAID), newline="\r\n"),
        remittance(payment_set(PAID, control_number="0777")),
        remittance(payment_set(PAID)).translate(bytes.maketrans(b"*:~", b"|>\x1d")),
        remittance(payment_set(PAID), payment_set(PAID, control_number="0002", trace="CHK1")),
    ],
    ids=["one line", "CRLF", "set number", "delimiters", "bundle"],
)
def test_the_same_payment_is_known_again_in_another_file(content: bytes) -> None:
    assert payment_id_of(content) == SAME


@pytest.mark.parametrize(
    "content",
    [
        remittance(payment_set(PAID, trace="EFT901")),
        remittance(payment_set(PAID, amount="101")),
        remittance(payment_set(PAID, payer_originator="1999888778")),
        remittance(payment_set(PAID, paid_on="20260321")),
        remittance(payment_set((*PAID, "LQ*HE*N15"))),
        remittance(payment_set(PAID)).replace(b"1234567893", b"1999999984"),
    ],
    ids=["trace", "amount", "payer", "date", "content", "payee"],
)
def test_another_payment_is_another(content: bytes) -> None:
    assert payment_id_of(content) != SAME


def test_each_interchange_of_a_file_has_its_own_delimiters() -> None:
    others = bytes.maketrans(b"*:~", b"|>!")
    sets = [payment_set(PAID), payment_set(PAID, trace="CHK1"), payment_set(PAID, trace="CHK2")]
    alone = [remittance(each) for each in sets]
    reading = read(alone[0] + alone[1].translate(others) + alone[2].translate(others))
    expected = [read(each).remittances[0].fingerprint for each in alone]
    assert [advice.fingerprint for advice in reading.remittances] == expected


def test_a_payment_belongs_to_its_account() -> None:
    assert payment_id_of(remittance(payment_set(PAID)), AccountId("acc_other")) != SAME


def test_a_file_without_835_is_refused() -> None:
    with pytest.raises(UnreadableResponseError):
        read(accepted_999())
