"""Thirty ways in which a file goes wrong, for every kind: each is found, where it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.unit.x12 import sound_files as sound
from tests.unit.x12.mutation import Found, changed, found_in, number_of

Change = tuple[str, str]
Expected = list[tuple[str, str]]


@dataclass(frozen=True)
class Kind:
    """What is particular to the mutants of one kind of file.

    Each change comes with what is to be found: rules, and a marker of the segment meant.
    """

    data: bytes
    guide: str
    required: tuple[Change, Expected]
    codes: tuple[Change, Expected]
    npi: tuple[Change, Expected]
    date: tuple[Change, Expected]
    too_long: tuple[Change, Expected]
    amount: tuple[Change, Expected]
    before_unknown: str
    balance: tuple[Change, Expected] | None
    letter: tuple[Change, Expected]
    structure: tuple[Change, Expected]


def claims(data: bytes, guide: str, codes: tuple[Change, Expected], line: str) -> Kind:
    return Kind(
        data=data,
        guide=guide,
        required=(
            ("SBR*P*18*******CI~NM1*IL*1*TESTER", "NM1*IL*1*TESTER"),
            [("segment_missing", "NM1*IL*1*TESTER")],
        ),
        codes=codes,
        npi=(("*XX*1234567893", "*XX*1234567894"), [("npi", "NM1*85")]),
        date=(
            ("DTP*472*D8*20261003", "DTP*472*D8*20261345"),
            [("element_date", "DTP*472*D8*20261345")],
        ),
        too_long=(
            ("CLM*CC00000002", "CLM*" + "C" * 60),
            [("claim_id_too_long", "CLM*CCCC"), ("claim_id_long", "CLM*CCCC")],
        ),
        amount=(("*94.50*", "*94,50*"), [("charge_not_a_number", "*94,50*")]),
        before_unknown="HL*3*",
        balance=((line + "94.50", line + "94.49"), [("claim_balance", "CLM*CC00000002")]),
        letter=(("TESTER*JORDAN", "TÉSTER*JORDAN"), [("element_character", "*JORDAN")]),
        structure=(("HL*5*1*22", "HL*5*9*22"), [("hl_parent", "HL*5*9")]),
    )


OFFICE_CODES = (
    ("*94.50***11:B:1*Y*A", "*94.50***11:B:Z9*Q*A"),
    [("element_too_long", "CLM*CC00000002"), ("element_code", "CLM*CC00000002")],
)
HOSPITAL_CODES = (
    ("*94.50***13:A:1**A*Y", "*94.50***13:A:Z9**Q*Y"),
    [("element_too_long", "CLM*CC00000002"), ("element_code", "CLM*CC00000002")],
)
KINDS = {
    "837P": claims(sound.PROFESSIONAL, "005010X222A1", OFFICE_CODES, "SV1*HC:G0444*"),
    "837I": claims(sound.INSTITUTIONAL, "005010X223A2", HOSPITAL_CODES, "SV2*0300*HC:G0444*"),
    "837D": claims(sound.DENTAL, "005010X224A2", OFFICE_CODES, "SV3*AD:D0120*"),
    "835": Kind(
        data=sound.REMITTANCE,
        guide="005010X221A1",
        required=(
            ("N1*PE*SAMPLE PRACTICE*XX*1234567893~", ""),
            [("segment_missing", "REF*TJ")],
        ),
        codes=(
            ("CAS*CO*29", "CAS*QQ*29"),
            [("element_code", "CAS*QQ")],
        ),
        npi=(("*XX*1234567893", "*XX*1234567894"), [("npi", "N1*PE")]),
        date=(("DTM*472*20260301", "DTM*472*20261345"), [("element_date", "DTM*472")]),
        too_long=(("CLP*CC2", "CLP*" + "C" * 60), [("element_too_long", "CLP*CCCC")]),
        amount=(("CAS*CO*29*80", "CAS*CO*29*12,50"), [("element_character", "CAS*CO*29")]),
        before_unknown="CLP*CC2",
        balance=(
            ("CLP*CC1*1*150*130.5", "CLP*CC1*1*151*130.5"),
            [("claim_payment_balance", "CLP*CC1"), ("services_balance", "CLP*CC1")],
        ),
        letter=(("TESTER*KIM", "TÉSTER*KIM"), [("element_character", "*KIM")]),
        structure=(
            ("TRN*1*EFT900*1999888777~", "TRN*1*EFT900*1999888777~TRN*1*EFT901*1999888777~"),
            [("segment_too_often", "TRN*1*EFT901")],
        ),
    ),
    "277CA": Kind(
        data=sound.CLAIM_ACKNOWLEDGMENT,
        guide="005010X214",
        required=(
            ("NM1*QC*1*SPECIMEN*ROBIN****MI*SB0000001~", ""),
            [("segment_missing", "TRN*2*CC1")],
        ),
        codes=(("*20260302*WQ*150", "*20260302*QQ*150"), [("element_code", "*QQ*150")]),
        npi=(("*XX*1234567893", "*XX*1234567894"), [("npi", "NM1*85")]),
        date=(("DTP*009*D8*20260302", "DTP*009*D8*20261345"), [("element_date", "DTP*009")]),
        too_long=(("TRN*2*CC1", "TRN*2*" + "C" * 60), [("element_too_long", "TRN*2*CCCC")]),
        amount=(("AMT*YU*150", "AMT*YU*12,50"), [("element_character", "AMT*YU")]),
        before_unknown="HL*5*",
        balance=None,
        letter=(("TESTER*KIM", "TÉSTER*KIM"), [("element_character", "*KIM")]),
        structure=(("HL*5*3*PT", "HL*5*9*PT"), [("hl_parent", "HL*5*9")]),
    ),
}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())


def expected_in(data: bytes, expected: Expected) -> Found:
    return [(rule, number_of(data, marker)) for rule, marker in expected]


@every_kind
def test_00_a_sound_file_has_no_findings(kind: Kind) -> None:
    assert found_in(kind.data) == []


@every_kind
def test_01_the_count_of_segments_is_wrong(kind: Kind) -> None:
    count = kind.data.count(b"~", kind.data.index(b"ST*"), kind.data.index(b"GE*"))
    data = kind.data.replace(b"SE*%d*" % count, b"SE*%d*" % (count + 1))
    assert found_in(data) == expected_in(data, [("segment_count", "SE*")])


@every_kind
def test_02_the_number_of_the_set_differs_in_its_trailer(kind: Kind) -> None:
    data = kind.data.replace(b"*0001~GE", b"*0002~GE")
    assert found_in(data) == expected_in(data, [("set_control_number", "SE*")])


@every_kind
def test_03_the_count_of_sets_is_wrong(kind: Kind) -> None:
    data = kind.data.replace(b"GE*1*", b"GE*2*")
    assert found_in(data) == expected_in(data, [("set_count", "GE*")])


@every_kind
def test_04_the_number_of_the_group_differs_in_its_trailer(kind: Kind) -> None:
    data = kind.data.replace(b"GE*1*", b"GE*1*9")
    assert found_in(data) == expected_in(data, [("group_control_number", "GE*")])


@every_kind
def test_05_the_number_of_the_interchange_differs_in_its_trailer(kind: Kind) -> None:
    data = kind.data.replace(b"IEA*1*000000001", b"IEA*1*000000002")
    assert found_in(data) == expected_in(data, [("interchange_control_number", "IEA*")])


PARTICULAR = {
    "06 a required segment is missing": lambda kind: kind.required,
    "07 a code is not in the guide": lambda kind: kind.codes,
    "08 the check digit of an NPI is wrong": lambda kind: kind.npi,
    "09 a date does not exist": lambda kind: kind.date,
    "10 an id is too long": lambda kind: kind.too_long,
    "23 an amount has a comma": lambda kind: kind.amount,
    "25 amounts do not add up": lambda kind: kind.balance,
    "28 a letter is outside of the character set": lambda kind: kind.letter,
    "29 the structure is broken": lambda kind: kind.structure,
}


@every_kind
@pytest.mark.parametrize("choose", PARTICULAR.values(), ids=PARTICULAR.keys())
def test_a_fault_is_found_once_and_where_it_is(
    kind: Kind, choose: Callable[[Kind], tuple[Change, Expected] | None]
) -> None:
    chosen = choose(kind)
    if chosen is None:
        pytest.skip("nothing in this kind adds up to anything")
    change, expected = chosen
    data = changed(kind.data, *change)
    assert found_in(data) == expected_in(data, expected)


@every_kind
@pytest.mark.parametrize("isa", [-2, 3], ids=["11 ISA too short", "12 ISA too long"])
def test_11_12_an_isa_of_another_length_cannot_be_read(kind: Kind, isa: int) -> None:
    blanks = b" " * (10 + isa)
    data = kind.data.replace(b"*00*          *", b"*00*" + blanks + b"*", 1)
    assert found_in(data) == [("isa_length", None)]


VARIANTS: dict[str, Callable[[bytes], bytes]] = {
    "13 other delimiters": lambda data: data.translate(bytes.maketrans(b"*:~", b"|<\x1d")),
    "15 line feeds": lambda data: data.replace(b"~", b"~\n"),
    "16 carriage returns and line feeds": lambda data: data.replace(b"~", b"~\r\n"),
    "17 a line feed as terminator": lambda data: data.replace(b"~", b"\n"),
    "20 two interchanges": lambda data: (
        data + data.replace(b"000000001", b"000000002").replace(b"*CC0000", b"*DD0000")
    ),
}


@every_kind
@pytest.mark.parametrize("vary", VARIANTS.values(), ids=VARIANTS.keys())
def test_a_valid_variant_has_no_findings(kind: Kind, vary: Callable[[bytes], bytes]) -> None:
    assert found_in(vary(kind.data)) == []


@every_kind
def test_14_lower_case_is_no_x12(kind: Kind) -> None:
    assert found_in(kind.data.lower()) == [("not_x12", None)]


@every_kind
def test_18_a_file_that_is_cut_says_so_on_every_level(kind: Kind) -> None:
    data = kind.data[: kind.data.rindex(b"~", 0, len(kind.data) * 7 // 10) + 4]
    rules = {rule for rule, _ in found_in(data)}
    assert rules == {
        "interchange_trailer_missing",
        "group_trailer_missing",
        "set_trailer_missing",
        "ends_inside_segment",
    }


@every_kind
def test_19_a_byte_order_mark_is_noted(kind: Kind) -> None:
    assert found_in(b"\xef\xbb\xbf" + kind.data) == [("leading_bytes", None)]


@every_kind
def test_21_the_same_interchange_twice_is_found(kind: Kind) -> None:
    second = kind.data.count(b"~") + 1
    rules = [each for each in found_in(kind.data * 2) if each[0].startswith("interchange")]
    assert rules == [("interchange_control_number_repeated", second)]


@every_kind
def test_22_text_behind_the_interchange_is_found(kind: Kind) -> None:
    data = kind.data + b"GOODBYE"
    assert found_in(data) == [("data_after_iea", kind.data.count(b"~") + 1)]


@every_kind
def test_24_an_unknown_segment_is_found_and_counts(kind: Kind) -> None:
    before = kind.before_unknown.encode()
    data = kind.data.replace(before, b"ZZZ*1~" + before, 1)
    expected = [("segment_unknown", "ZZZ*1"), ("segment_count", "SE*")]
    assert found_in(data) == expected_in(data, expected)


@every_kind
def test_26_an_unknown_guide_is_one_finding_and_other_groups_go_on(kind: Kind) -> None:
    group = kind.data[kind.data.index(b"GS*") : kind.data.index(b"IEA*")]
    bad = group.replace(kind.guide.encode(), b"005010X999")
    bad = re.sub(rb"(GS\*(?:[^*]*\*){5})\d+", rb"\g<1>55", bad)
    bad = re.sub(rb"GE\*1\*\d+", b"GE*1*55", bad)
    good = changed(group, *kind.npi[0])
    data = kind.data.replace(group, bad + good).replace(b"IEA*1*", b"IEA*2*")
    rules = found_in(data)
    assert rules[0] == ("guide_not_known", 2)
    assert [rule for rule, _ in rules[1:]] == ["npi"]


def test_27_an_empty_file_is_empty() -> None:
    assert found_in(b"") == [("empty", None)]
