import pytest

from chalicelib.clearinghouses.office_ally.names import read_name
from chalicelib.clearinghouses.reading import Reading, Source, UnreadableResponseError
from chalicelib.domain.fact import (
    FactKind,
    Reference,
    TransactionSetReference,
    TransmissionReference,
)
from chalicelib.interpret.acknowledgment_999 import read_acknowledgment_999
from tests.builders import ACCOUNT
from tests.unit.interpret.x12_answers import accepted_999, acknowledgment

NAME = "1598000101_837P_20260302_000000412_999.999"
OURS = TransmissionReference(412, "837P_20260302_000000412")
AK1 = "AK1*HC*412*005010X222A1"
ONE_REJECTED = (
    AK1,
    "AK2*837*0001*005010X222A1",
    "IK5*A",
    "AK2*837*0002*005010X222A1",
    "IK3*CLM*20*2300*8",
    "CTX*CLM01:CC2",
    "IK4*2*782*6*12,50",
    "IK5*R*5",
    "AK9*P*2*2*1",
)


def read(content: bytes, name: str = NAME) -> Reading:
    return read_acknowledgment_999(Source(read_name(name), content, ACCOUNT))


def said(reading: Reading) -> list[tuple[FactKind, Reference]]:
    return [(statement.kind, statement.about) for statement in reading.statements]


def test_an_accepted_file_is_told_by_our_control_number() -> None:
    reading = read(accepted_999())
    assert said(reading) == [(FactKind.INTERCHANGE_ACCEPTED, OURS), (FactKind.GROUP_ACCEPTED, OURS)]
    assert (reading.transmission, reading.file_ids) == (OURS, ("1598000101",))
    assert reading.not_understood == ()


def test_leading_zeros_of_a_control_number_mean_nothing() -> None:
    assert read(accepted_999("000000412")).transmission == OURS


def test_a_rejected_set_is_told_with_what_is_wrong_but_no_value() -> None:
    reading = read(acknowledgment(*ONE_REJECTED))
    *_, group, rejected = reading.statements
    assert group.kind is FactKind.GROUP_PARTIALLY_ACCEPTED
    assert rejected.kind is FactKind.SYNTAX_REJECTED
    assert rejected.about == TransactionSetReference(OURS, "0002")
    assert rejected.codes == ("IK502:5", "IK304:8", "IK403:6")
    assert rejected.message == "CLM segment 20, loop 2300, element 2, claim CC2"
    assert "12,50" not in rejected.message


def test_many_errors_are_counted_instead_of_told() -> None:
    errors = ["IK3*CLM*20*2300*8"] * 8
    body = [AK1, "AK2*837*0001*005010X222A1", *errors, "IK5*R*5", "AK9*R*1*1*0"]
    rejected = read(acknowledgment(*body)).statements[-1]
    assert rejected.message.endswith("and 3 more")
    assert rejected.codes == ("IK502:5", "IK304:8")


def test_statements_have_places_of_their_own() -> None:
    positions = [each.position for each in read(acknowledgment(*ONE_REJECTED)).statements]
    assert positions == [1, 2, 3]


@pytest.mark.parametrize("code", ["R", "M", "W", "X"])
def test_a_rejected_group_without_sets_rejects_all_its_claims(code: str) -> None:
    reading = read(acknowledgment(AK1, f"AK9*{code}*2*2*0*5"))
    assert said(reading)[1:] == [(FactKind.GROUP_REJECTED, OURS), (FactKind.SYNTAX_REJECTED, OURS)]
    assert reading.statements[-1].codes == ("AK905:5",)


def test_a_rejected_group_that_lists_every_set_says_it_once() -> None:
    body = (AK1, "AK2*837*0001*005010X222A1", "IK5*R*5", "AK9*R*1*1*0")
    assert said(read(acknowledgment(*body, ta1=None))) == [
        (FactKind.GROUP_REJECTED, OURS),
        (FactKind.SYNTAX_REJECTED, TransactionSetReference(OURS, "0001")),
    ]


def test_a_rejected_group_that_lists_some_sets_rejects_the_others_too() -> None:
    body = (AK1, "AK2*837*0001*005010X222A1", "IK5*R*5", "AK9*R*2*2*0")
    assert (FactKind.SYNTAX_REJECTED, OURS) in said(read(acknowledgment(*body)))


def test_accepted_with_errors_is_accepted() -> None:
    body = (AK1, "AK2*837*0001*005010X222A1", "IK5*E*5", "AK9*E*1*1*1")
    kinds = [kind for kind, _ in said(read(acknowledgment(*body, ta1="E")))]
    assert kinds == [FactKind.INTERCHANGE_ACCEPTED, FactKind.GROUP_ACCEPTED]


def test_a_rejected_interchange_rejects_all_its_claims() -> None:
    reading = read(acknowledgment(ta1="R", set_body=False), name="ta1.txt")
    assert said(reading) == [
        (FactKind.INTERCHANGE_REJECTED, TransmissionReference(412)),
        (FactKind.SYNTAX_REJECTED, TransmissionReference(412)),
    ]
    assert reading.statements[0].codes == ("TA105:020",)
    assert reading.file_ids == ()


def test_an_unknown_code_states_nothing_and_is_noted() -> None:
    reading = read(acknowledgment(AK1, "AK9*Z*1*1*1", ta1=None))
    assert (reading.statements, reading.not_understood) == ((), (1,))


def test_our_file_is_told_by_the_group_where_the_ta1_names_another() -> None:
    body = ("AK1*HC*413*005010X222A1", "AK9*A*1*1*1")
    reading = read(acknowledgment(*body))
    assert reading.transmission == TransmissionReference(413, OURS.file_name)
    assert reading.statements[0].about == OURS


def test_without_a_readable_control_number_the_name_tells_our_file() -> None:
    reading = read(acknowledgment("AK1*HC*OOPS*005010X222A1", "AK9*A*1*1*1", ta1=None))
    expected = TransmissionReference(file_name="837P_20260302_000000412", file_id="1598000101")
    assert reading.transmission == expected


def test_an_answer_that_acknowledges_nothing_is_refused() -> None:
    with pytest.raises(UnreadableResponseError):
        read(acknowledgment(ta1=None, set_body=False))
