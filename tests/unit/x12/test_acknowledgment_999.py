import pytest

from chalicelib.x12.acknowledgment_999 import (
    BusinessUnit,
    ElementError,
    InterchangeAcknowledgment,
    read_acknowledgment,
)
from chalicelib.x12.delimiters import UnreadableInterchange
from tests.builders_x12 import interchange, isa, replaced, x12

ST = "ST*999*0001*005010X231A1"
TA1 = "TA1*000000413*260302*1406*A*000"
REJECTED = (
    ST,
    "AK1*HC*413*005010X222A1",
    "AK2*837*0001*005010X222A1",
    "IK5*A",
    "AK2*837*0002*005010X222A1",
    "IK3*CLM*20*2300*8",
    "CTX*SITUATIONAL TRIGGER^SITUATIONAL TRIGGER:2*CLM*43**5:3",
    "CTX*CLM01:CC26030200012",
    "IK4*2*782*6*12,50",
    "IK4*5:3*1325*1",
    "IK3*REF*21*2300*3",
    "CTX*CLM01",
    "IK5*R*5*I5",
    "AK9*P*2*2*1*5",
)
FILE = interchange("FA", "005010X231A1", REJECTED, ta1=TA1, control_number=413)


def test_an_acknowledgment_names_our_interchange_group_and_sets() -> None:
    read = read_acknowledgment(FILE)
    (group,) = read.groups
    assert read.interchange_control_number == "000000413"
    assert read.interchanges == (InterchangeAcknowledgment("000000413", "A", "000"),)
    assert (group.group_control_number, group.functional_id, group.guide) == (
        "413",
        "HC",
        "005010X222A1",
    )
    assert (group.code, group.included, group.received, group.accepted) == ("P", 2, 2, 1)
    assert group.error_codes == ("5",)
    assert group.answer_control_number == "77"
    assert [(each.control_number, each.code) for each in group.sets] == [
        ("0001", "A"),
        ("0002", "R"),
    ]


def test_errors_of_a_set_name_segment_element_and_claim_but_no_value() -> None:
    rejected = read_acknowledgment(FILE).groups[0].sets[1]
    claim, reference = rejected.errors
    assert rejected.error_codes == ("5", "I5")
    assert (claim.segment_id, claim.segment_number, claim.loop, claim.code) == (
        "CLM",
        20,
        "2300",
        "8",
    )
    assert claim.element_errors == (ElementError(2, None, "6"), ElementError(5, 3, "1"))
    assert claim.business_unit == BusinessUnit("CLM01", "CC26030200012")
    assert (reference.segment_id, reference.code, reference.business_unit) == ("REF", "3", None)
    assert "12,50" not in repr(rejected)


def test_a_997_is_read_like_a_999() -> None:
    body = ("ST*997*0001", "AK1*HC*1", "AK2*837*0021", "AK3*NM1*8**8", "AK4*8*66*7*MI", "AK5*R*5")
    data = interchange("FA", "005010", (*body, "AK9*R*1*1*0"))
    (group,) = read_acknowledgment(data).groups
    (rejected,) = group.sets
    assert (group.code, rejected.code, rejected.error_codes) == ("R", "R", ("5",))
    assert rejected.errors[0].element_errors == (ElementError(8, None, "7"),)


def test_a_ta1_may_come_alone() -> None:
    data = x12(isa(9), "TA1*000000050*260302*1200*R*006", "IEA*0*000000009")
    read = read_acknowledgment(data)
    assert read.interchanges == (InterchangeAcknowledgment("000000050", "R", "006"),)
    assert read.groups == ()


def test_several_groups_and_interchanges_are_all_read() -> None:
    second = (ST.replace("0001", "0002"), "AK1*HC*414", "AK9*A*1*1*1")
    data = interchange("FA", "005010X231A1", REJECTED, second) + interchange(
        "FA", "005010X231A1", (ST, "AK1*HC*415", "AK9*R"), ta1=TA1, control_number=2
    )
    read = read_acknowledgment(data)
    assert [group.group_control_number for group in read.groups] == ["413", "414", "415"]
    assert (read.groups[2].code, read.groups[2].accepted) == ("R", None)
    assert len(read.interchanges) == 1


def test_missing_parts_are_empty_not_wrong() -> None:
    data = interchange("FA", "005010X231A1", (ST, "AK1*HC*413", "AK2*837*0001"))
    (group,) = read_acknowledgment(data).groups
    assert (group.code, group.error_codes, group.guide) == ("", (), "")
    assert (group.sets[0].code, group.sets[0].errors) == ("", ())


@pytest.mark.parametrize("place", [b"IK5*R", b"AK9", b"SE*", b"IEA*1", b"*000000413~"])
def test_half_an_acknowledgment_is_not_taken_for_a_whole_one(place: bytes) -> None:
    with pytest.raises(UnreadableInterchange) as caught:
        read_acknowledgment(FILE[: FILE.rindex(place)].removesuffix(b"IEA*1"))
    assert caught.value.reason == "truncated"


def test_a_set_without_its_end_is_truncated_too() -> None:
    with pytest.raises(UnreadableInterchange, match="truncated"):
        read_acknowledgment(replaced(FILE, b"SE*15*0001~", b""))


def test_a_set_that_runs_into_the_next_is_truncated_too() -> None:
    second = (ST.replace("0001", "0002"), "AK1*HC*414", "AK9*A*1*1*1")
    data = interchange("FA", "005010X231A1", REJECTED, second)
    with pytest.raises(UnreadableInterchange, match="truncated"):
        read_acknowledgment(replaced(data, b"SE*15*0001~", b""))


def test_text_behind_the_interchange_does_not_disturb() -> None:
    assert read_acknowledgment(FILE + TA1.encode() + b"~BYE") == read_acknowledgment(FILE)
