from collections.abc import Callable

import pytest

from chalicelib.x12.envelope import Interchange
from chalicelib.x12.envelope_reader import EnvelopeReader, check_envelope
from chalicelib.x12.findings import FindingCollector
from chalicelib.x12.segments import read_segments
from tests.builders_x12 import interchange, isa, replaced, x12

SET_ONE = ("ST*837*0001*005010X222A1", "BHT*0019*00*REF1*20260302*1412*CH", "NM1*41*2")
SET_TWO = ("ST*837*0002*005010X222A1", "BHT*0019*00*REF2*20260302*1412*CH")
GOOD = interchange("HC", "005010X222A1", SET_ONE, SET_TWO)


def rules_of(data: bytes) -> list[str]:
    return [finding.rule.removeprefix("x12.") for finding in check_envelope(data)]


def codes_of(data: bytes) -> list[str | None]:
    return [finding.code for finding in check_envelope(data)]


def read(data: bytes) -> list[Interchange]:
    reader = EnvelopeReader(FindingCollector())
    for _ in reader.read(read_segments(data)):
        pass
    return reader.interchanges


def test_a_sound_envelope_has_no_findings() -> None:
    assert check_envelope(GOOD) == ()


def test_the_structure_is_read_with_its_names_and_places() -> None:
    (found,) = read(GOOD)
    (group,) = found.groups
    assert (found.sender_id, found.receiver_id, found.control_number, found.usage_indicator) == (
        "330897513",
        "123456789",
        "000000001",
        "P",
    )
    assert (group.functional_id, group.control_number, group.version) == (
        "HC",
        "77",
        "005010X222A1",
    )
    assert [(each.control_number, each.batch_reference) for each in group.sets] == [
        ("0001", "REF1"),
        ("0002", "REF2"),
    ]
    assert [(each.first_segment_number, each.segment_count) for each in group.sets] == [
        (3, 4),
        (7, 3),
    ]
    first = group.sets[0]
    assert GOOD[first.start : first.end] == x12(*SET_ONE, "SE*4*0001")


MUTANTS: dict[str, tuple[Callable[[bytes], bytes], list[str], list[str]]] = {
    "SE01 wrong": (
        lambda data: replaced(data, b"SE*4*", b"SE*5*"),
        ["segment_count"],
        ["IK502:4"],
    ),
    "SE01 no number": (
        lambda data: replaced(data, b"SE*4*", b"SE*X*"),
        ["segment_count"],
        ["IK502:4"],
    ),
    "SE02 differs from ST02": (
        lambda data: replaced(data, b"SE*4*0001", b"SE*4*1"),
        ["set_control_number"],
        ["IK502:3"],
    ),
    "GE01 wrong": (lambda data: replaced(data, b"GE*2", b"GE*3"), ["set_count"], ["AK905:5"]),
    "GE02 differs from GS06": (
        lambda data: replaced(data, b"GE*2*77", b"GE*2*78"),
        ["group_control_number"],
        ["AK905:4"],
    ),
    "IEA01 wrong": (
        lambda data: replaced(data, b"IEA*1", b"IEA*2"),
        ["group_count"],
        ["TA105:021"],
    ),
    "IEA02 differs from ISA13": (
        lambda data: replaced(data, b"IEA*1*000000001", b"IEA*1*000000002"),
        ["interchange_control_number"],
        ["TA105:001"],
    ),
    "ST02 repeated": (
        lambda data: data.replace(b"*0002", b"*0001"),
        ["set_control_number_repeated"],
        ["IK502:23"],
    ),
    "SE missing": (
        lambda data: replaced(data, b"SE*4*0001~", b""),
        ["set_trailer_missing"],
        ["IK502:2"],
    ),
    "GE missing": (
        lambda data: replaced(data, b"GE*2*77~", b""),
        ["group_trailer_missing"],
        ["AK905:3"],
    ),
    "IEA missing": (
        lambda data: replaced(data, b"IEA*1*000000001~", b""),
        ["interchange_trailer_missing"],
        ["TA105:023"],
    ),
    "cut inside a segment": (
        lambda data: data[: data.index(b"NM1") + 4],
        [
            "interchange_trailer_missing",
            "group_trailer_missing",
            "set_trailer_missing",
            "ends_inside_segment",
        ],
        ["TA105:023", "AK905:3", "IK502:2", "TA105:023"],
    ),
    "text after IEA": (lambda data: data + b"BYE", ["data_after_iea"], ["TA105:024"]),
    "segments after IEA": (lambda data: data + b"A*1~B*2~", ["data_after_iea"], ["TA105:024"]),
    "segments between sets": (
        lambda data: replaced(data, b"ST*837*0002", b"A*1~B*2~ST*837*0002"),
        ["segment_out_of_place"],
        ["TA105:022"],
    ),
    "SE twice": (
        lambda data: replaced(data, b"GE*2", b"SE*3*0002~GE*2"),
        ["segment_out_of_place"],
        ["TA105:022"],
    ),
    "same interchange twice": (
        lambda data: data + data,
        ["interchange_control_number_repeated"],
        ["TA105:025"],
    ),
}


@pytest.mark.parametrize(("mutate", "rules", "codes"), MUTANTS.values(), ids=MUTANTS.keys())
def test_one_cause_is_found_once(
    mutate: Callable[[bytes], bytes], rules: list[str], codes: list[str]
) -> None:
    data = mutate(GOOD)
    assert rules_of(data) == rules
    assert codes_of(data) == codes


def test_counts_are_told_but_no_other_text() -> None:
    (wrong,) = check_envelope(replaced(GOOD, b"SE*4*", b"SE*5*"))
    assert "announces 5 segments, the transaction set holds 4" in wrong.message
    (unreadable,) = check_envelope(replaced(GOOD, b"SE*4*", b"SE*SPECIMEN*"))
    assert "SPECIMEN" not in repr(unreadable)


def test_numeric_control_numbers_may_differ_in_leading_zeros() -> None:
    assert check_envelope(replaced(GOOD, b"GE*2*77", b"GE*2*077")) == ()


def test_a_last_segment_without_terminator_is_whole_when_it_is_iea() -> None:
    assert check_envelope(GOOD.removesuffix(b"~")) == ()


def test_a_ta1_before_the_first_group_is_in_its_place() -> None:
    data = interchange("FA", "005010X231A1", SET_ONE, ta1="TA1*000000001*260302*1412*A*000")
    assert check_envelope(data) == ()


def test_the_same_numbers_may_come_again_in_another_group_or_interchange() -> None:
    other = interchange("HC", "005010X222A1", SET_ONE, SET_TWO, control_number=2)
    assert check_envelope(GOOD + other) == ()
    assert [each.control_number for each in read(GOOD + other)] == ["000000001", "000000002"]


def test_what_is_out_of_place_is_reported_once_for_each_place() -> None:
    data = replaced(GOOD, b"ST*837*0002", b"A*1~B*2~ST*837*0002")
    assert rules_of(replaced(data, b"GE*2", b"C*3~GE*2")) == ["segment_out_of_place"] * 2


def test_a_set_outside_of_a_group_is_reported() -> None:
    data = x12(isa(), *SET_TWO, "SE*3*0002", "IEA*0*000000001")
    assert rules_of(data) == ["group_header_missing"]
