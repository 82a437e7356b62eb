from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.x12.acknowledgment_999 import (
    BusinessUnit,
    ElementError,
    SegmentError,
    SetAcknowledgment,
    read_acknowledgment,
)
from chalicelib.x12.claim_file import ClaimFile, check_claim_file
from chalicelib.x12.claim_index import IndexedClaim
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.envelope import FunctionalGroup, Interchange, TransactionSet
from chalicelib.x12.envelope_writer import Envelope
from chalicelib.x12.findings import ERROR, LEVELS, NOTE, WARNING, Finding
from chalicelib.x12.write_999 import write_999
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders_x12 import replaced
from tests.samples.pyx12_judge import complaints

ENVELOPE = Envelope(
    sender_qualifier="ZZ",
    sender_id="330897513",
    receiver_qualifier="ZZ",
    receiver_id="123456789",
    group_sender="330897513",
    group_receiver="123456789",
    control_number=598000102,
    usage_indicator="P",
    created_at=datetime(2026, 3, 2, 14, 12, tzinfo=UTC),
)
GUIDE = "005010X222A1"
THREE_SETS = claim_file(ClaimKind.PROFESSIONAL, sample_claims(3), claims_per_set=1)


def answer_lines(data: bytes) -> list[str]:
    """The answer's segments from TA1 on, without the interchange's end."""
    written = write_999(check_claim_file(data), ENVELOPE).decode()
    assert complaints(written) == []
    return written.rstrip("~").split("~")[1:-1]


def in_set(number: int, **changes: object) -> Finding:
    """A finding at the fifth segment of set `number` of `built`."""
    finding = Finding(
        rule="x12.sample",
        level=ERROR,
        code="IK403:7",
        segment="NM1",
        segment_number=2 + 10 * (number - 1) + 5,
        offset=100 * number,
        message="",
        fix="",
        loop="2010AA",
        element=9,
    )
    return finding._replace(**changes)  # type: ignore[arg-type]  # object is any field's value


def built(*findings: Finding, sets: int = 2, more: int = 0, stated: int | None = 2) -> ClaimFile:
    """A checked file of sets with ten segments each; a claim of 50 bytes at 100, 200 and so on."""
    made = tuple(
        TransactionSet(f"{n:04d}", "837", GUIDE, "", 3 + 10 * (n - 1), 10, 100 * n - 50, 100 * n)
        for n in range(1, sets + 1)
    )
    group = FunctionalGroup("HC", "123456789", "330897513", "77", GUIDE, 2, 106, made, stated)
    parties = ("ZZ", "123456789", "ZZ", "330897513")
    named = (*parties, "260301", "0905", "000000413", "P", "00501")
    interchange = Interchange(*named, 1, 0, (group,))
    claims = tuple(claim_at(100 * n, f"CC{n}") for n in range(1, sets + 1))
    delimiters = Delimiters(b"*", b"^", b":", b"~")
    return ClaimFile(findings, more, interchange, None, claims, delimiters)


def claim_at(offset: int, name: str) -> IndexedClaim:
    day = "2026-03-01"
    places = {"segment_number": 5, "offset": offset, "length": 50}
    return IndexedClaim(1, "", name, "0", "", "", "", None, day, day, "1", **places)


def body(checked: ClaimFile) -> list[str]:
    """The segments between ST and SE of the 999."""
    written = write_999(checked, ENVELOPE).decode()
    assert complaints(written) == []
    segments = written.split("~")
    return segments[4 : next(at for at, each in enumerate(segments) if each.startswith("SE*"))]


def test_a_clean_file_is_accepted_with_every_set_named() -> None:
    assert answer_lines(THREE_SETS) == [
        "TA1*000000001*261006*0930*A*000",
        "GS*FA*330897513*123456789*20260302*1412*598000102*X*005010X231A1",
        "ST*999*0001*005010X231A1",
        f"AK1*HC*1*{GUIDE}",
        *(line for n in (1, 2, 3) for line in (f"AK2*837*000{n}*{GUIDE}", "IK5*A")),
        "AK9*A*3*3*3",
        "SE*10*0001",
        "GE*1*598000102",
    ]


def test_a_wrong_count_rejects_that_set_only() -> None:
    lines = answer_lines(replaced(THREE_SETS, b"SE*26*0002", b"SE*27*0002"))
    assert lines[4:11] == [
        f"AK2*837*0001*{GUIDE}",
        "IK5*A",
        f"AK2*837*0002*{GUIDE}",
        "IK5*R*4",
        f"AK2*837*0003*{GUIDE}",
        "IK5*A",
        "AK9*P*3*3*2",
    ]


def test_an_element_error_says_segment_loop_claim_and_place_but_never_the_value() -> None:
    assert body(built(in_set(1, segment="CLM", loop="2300", element=5, component=3))) == [
        f"AK1*HC*77*{GUIDE}",
        f"AK2*837*0001*{GUIDE}",
        "IK3*CLM*5*2300*8",
        "CTX*CLM01:CC1",
        "IK4*5:3**7",
        "IK5*R*5",
        f"AK2*837*0002*{GUIDE}",
        "IK5*A",
        "AK9*P*2*2*1",
    ]


def test_element_errors_of_a_segment_share_one_ik3_and_segment_errors_have_their_own() -> None:
    missing = in_set(1, code="IK304:3", element=None)
    lines = body(built(in_set(1), in_set(1, code="IK403:I6", element=3), missing))
    assert lines[2:9] == [
        "IK3*NM1*5*2010*8",
        "CTX*CLM01:CC1",
        "IK4*9**7",
        "IK4*3**I6",
        "IK3*NM1*5*2010*3",
        "CTX*CLM01:CC1",
        "IK5*R*5*I5",
    ]


def test_an_error_by_a_rule_of_our_own_is_told_as_one_of_the_guide() -> None:
    lines = body(built(in_set(1, code=None)))
    assert lines[2:6] == ["IK3*NM1*5*2010*8", "CTX*CLM01:CC1", "IK4*9**I12", "IK5*R*I5"]


def test_an_element_without_known_place_is_told_by_its_segment() -> None:
    lines = body(built(in_set(1, element=None, loop=None, segment=None)))
    assert lines[2:5] == ["IK3*UNK*5**8", "CTX*CLM01:CC1", "IK5*R*5"]


def test_a_segment_outside_of_the_guides_loops_names_none() -> None:
    assert "IK3*NM1*5**8" in body(built(in_set(1, loop="HEADER")))


def test_a_place_outside_of_claims_names_no_claim() -> None:
    for offset in (99, 150, None):
        assert not any(line.startswith("CTX") for line in body(built(in_set(1, offset=offset))))
    assert "CTX*CLM01:CC1" in body(built(in_set(1, offset=149)))


@pytest.mark.parametrize("name", ["CC:1", "CC^1", "CÇ1", "CC\x011"])
def test_a_claim_number_that_ctx_cannot_hold_is_left_out(name: str) -> None:
    checked = built(in_set(1))._replace(claims=(claim_at(100, name),))
    assert not any(line.startswith("CTX") for line in body(checked))


def test_warnings_with_a_code_are_errors_noted_and_other_warnings_are_not_told() -> None:
    noted = in_set(1, level=WARNING)
    silent = in_set(2, level=WARNING, code=None)
    lines = body(built(noted, silent))
    assert [line for line in lines if line.startswith(("IK5", "AK9"))] == [
        "IK5*E*5",
        "IK5*A",
        "AK9*E*2*2*2",
    ]


def test_all_sets_rejected_reject_the_group() -> None:
    assert body(built(in_set(1), in_set(2)))[-1] == "AK9*R*2*2*0"


def test_a_group_that_is_wrong_itself_takes_no_set_and_names_the_wrong_ones_only() -> None:
    wrong = in_set(1, code="AK905:5", segment="GE", segment_number=23)
    lines = body(built(wrong, in_set(2), stated=4))
    assert [line[:12] for line in lines] == [
        "AK1*HC*77*00",
        "AK2*837*0002",
        "IK3*NM1*5*20",
        "CTX*CLM01:CC",
        "IK4*9**7",
        "IK5*R*5",
        "AK9*R*4*2*0*",
    ]
    assert lines[-1] == "AK9*R*4*2*0*5"


def test_a_missing_trailer_counts_the_sets_that_came() -> None:
    checked = built(in_set(1, code="AK905:3", segment="GS", segment_number=2), stated=None)
    assert body(checked)[-1] == "AK9*R*2*2*0*3"


def test_at_most_five_codes_are_told() -> None:
    codes = [in_set(1, code=f"IK502:{code}") for code in (1, 2, 3, 4, 6, 7)]
    assert "IK5*R*1*2*3*4*6" in body(built(*codes))


def test_no_set_is_vouched_for_when_errors_were_left_out() -> None:
    assert body(built(in_set(1), more=3))[-3:] == [
        f"AK2*837*0002*{GUIDE}",
        "IK5*R*5",
        "AK9*R*2*2*0",
    ]
    kept_all = built(in_set(1), in_set(2, level=NOTE), more=3)
    assert body(kept_all)[-1] == "AK9*P*2*2*1"


def test_every_group_gets_a_999_of_its_own() -> None:
    first = built(in_set(1))
    assert first.interchange is not None
    (group,) = first.interchange.groups
    later = tuple(
        each._replace(first_segment_number=each.first_segment_number + 22) for each in group.sets
    )
    second = group._replace(control_number="78", first_segment_number=24, sets=later)
    checked = first._replace(interchange=first.interchange._replace(groups=(group, second)))
    found = read_acknowledgment(write_999(checked, ENVELOPE))
    assert [(each.group_control_number, each.code) for each in found.groups] == [
        ("77", "P"),
        ("78", "A"),
    ]
    assert complaints(write_999(checked, ENVELOPE).decode()) == []


def test_a_rejected_interchange_gets_its_ta1_alone() -> None:
    lines = answer_lines(replaced(THREE_SETS, b"IEA*1*", b"IEA*2*"))
    assert lines == ["TA1*000000001*261006*0930*R*021"]


def test_an_interchange_without_groups_gets_its_ta1_alone() -> None:
    checked = built()
    assert checked.interchange is not None
    empty = checked._replace(interchange=checked.interchange._replace(groups=()))
    assert b"GS*" not in write_999(empty, ENVELOPE)


def test_the_answer_has_the_delimiters_of_the_file() -> None:
    other = THREE_SETS.translate(bytes.maketrans(b"*:~", b"|<\x1d"))
    expected = write_999(check_claim_file(THREE_SETS), ENVELOPE)
    assert write_999(check_claim_file(other), ENVELOPE) == expected.translate(
        bytes.maketrans(b"*:~", b"|<\x1d")
    )


def test_odd_characters_in_control_numbers_are_not_passed_on() -> None:
    odd = replaced(THREE_SETS, b"GS*HC", b"GS*H\xc7")
    assert b"AK1*H?*1" in write_999(check_claim_file(odd), ENVELOPE)


def test_an_absent_guide_in_st_is_left_out() -> None:
    lines = answer_lines(replaced(THREE_SETS, b"ST*837*0002*005010X222A1", b"ST*837*0002"))
    at = lines.index("AK2*837*0002")
    assert lines[at + 1].startswith("IK5*E*I6")


def test_what_has_no_isa_cannot_be_answered() -> None:
    with pytest.raises(ValueError, match="cannot be acknowledged"):
        write_999(check_claim_file(b"no X12"), ENVELOPE)


PLACES = st.builds(
    in_set,
    st.integers(1, 3),
    code=st.sampled_from(["IK403:7", "IK403:I9", "IK304:3", "IK304:I4", "IK502:4", None]),
    element=st.integers(1, 16),
    component=st.none() | st.integers(1, 5),
    loop=st.sampled_from(["2300", "2400", None]),
    level=st.sampled_from(LEVELS),
)


@given(findings=st.lists(PLACES, max_size=8))
def test_our_own_reader_reads_back_what_was_found(findings: list[Finding]) -> None:
    ordered = sorted(findings, key=lambda each: each.segment_number or 0)
    checked = built(*ordered, sets=3, stated=3)
    (group,) = read_acknowledgment(write_999(checked, ENVELOPE)).groups
    assert (group.group_control_number, group.guide) == ("77", GUIDE)
    assert group.included == group.received == len(group.sets) == 3
    assert group.accepted == sum(each.code != "R" for each in group.sets)
    for number, found in enumerate(group.sets, start=1):
        own = [each for each in ordered if each.offset == 100 * number]
        errors = [each for each in own if each.level == ERROR]
        told = errors + [each for each in own if each.level == WARNING and each.code]
        assert found.code == ("R" if errors else "E" if told else "A")
        assert bool(found.error_codes) == bool(told)
        assert element_places(found) == {
            (each.element, each.component)
            for each in told
            if each.code is None or each.code.startswith("IK403")
        }


def element_places(found: SetAcknowledgment) -> set[tuple[int | None, int | None]]:
    elements = (element for error in found.errors for element in error.element_errors)
    return {(element.position, element.component) for element in elements}


def test_reading_back_gives_the_error_as_it_was() -> None:
    checked = built(in_set(2, loop="2300", component=2))
    (group,) = read_acknowledgment(write_999(checked, ENVELOPE)).groups
    unit = BusinessUnit("CLM01", "CC2")
    error = SegmentError("NM1", 5, "2300", "8", (ElementError(9, 2, "7"),), unit)
    assert group.sets[1] == SetAcknowledgment("0002", GUIDE, "R", ("5",), (error,))
