from collections.abc import Callable

import pytest

from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.findings import ERROR
from chalicelib.x12.profile_rules import ProfileRules
from infra.samples import claim_files as samples
from tests.builders_x12 import replaced

GOOD = samples.claim_file(samples.ClaimKind.PROFESSIONAL, samples.sample_claims(5))


def errors_of(data: bytes, profile: ProfileRules | None = None) -> list[str]:
    findings = check_claim_file(data, profile).findings
    return [each.rule.removeprefix("x12.") for each in findings if each.level == ERROR]


def warnings_of(data: bytes) -> list[str]:
    checked = check_claim_file(data)
    assert checked.acceptable
    return [each.rule.removeprefix("x12.") for each in checked.findings]


@pytest.mark.parametrize("kind", samples.ClaimKind)
@pytest.mark.parametrize("newline", ["", "\n", "\r\n"])
def test_a_good_file_of_each_kind_has_no_findings(kind: samples.ClaimKind, newline: str) -> None:
    data = samples.claim_file(kind, samples.sample_claims(7), claims_per_set=3, newline=newline)
    checked = check_claim_file(data)
    assert checked.findings == ()
    assert checked.acceptable
    assert checked.kind == kind.value
    assert [claim.position for claim in checked.claims] == list(range(1, 8))


def test_other_delimiters_are_as_good() -> None:
    data = samples.claim_file(
        samples.ClaimKind.PROFESSIONAL,
        samples.sample_claims(3),
        element_separator="|",
        component_separator="<",
        segment_terminator="\x1d",
    )
    checked = check_claim_file(data)
    assert checked.findings == ()
    assert checked.claims[0].frequency_code == "1"


def test_the_usage_indicator_is_told() -> None:
    interchange = check_claim_file(GOOD).interchange
    assert interchange is not None
    assert interchange.usage_indicator == "T"


@pytest.mark.parametrize(
    ("data", "rule"), [(b"", "empty"), (b"PK\x03\x04", "not_x12"), (GOOD[:50], "isa_length")]
)
def test_what_cannot_be_read_says_why(data: bytes, rule: str) -> None:
    checked = check_claim_file(data)
    assert errors_of(data) == [rule]
    assert (checked.interchange, checked.claims, checked.delimiters) == (None, (), None)


REFUSED: dict[str, tuple[Callable[[bytes], bytes], list[str]]] = {
    "two interchanges": (
        lambda data: data + data.replace(b"000000001", b"000000002"),
        ["one_interchange"],
    ),
    "two groups": (
        lambda data: replaced(
            data,
            b"IEA*1",
            data[data.index(b"GS*") : data.index(b"IEA*1")]
            .replace(b"*1*X*", b"*2*X*")
            .replace(b"GE*1*1", b"GE*1*2")
            + b"IEA*2",
        ),
        ["one_group"],
    ),
    "unknown guide": (lambda data: data.replace(b"X222A1", b"X999"), ["unknown_guide"]),
    "guide with a trailing sign": (
        lambda data: data.replace(b"X222A1", b"X222A1_"),
        ["unknown_guide"],
    ),
    "4010": (lambda data: data.replace(b"005010X222A1", b"004010X098A1"), ["old_version"]),
    "predetermination": (lambda data: data.replace(b"X222A1", b"X291"), ["predetermination"]),
    "post-adjudicated": (lambda data: data.replace(b"X222A1", b"X298"), ["post_adjudicated"]),
    "kinds mixed": (
        lambda data: replaced(data, b"0001*005010X222A1", b"0001*005010X223A2"),
        ["mixed_kinds"],
    ),
    "no claims group": (lambda data: replaced(data, b"GS*HC", b"GS*FA"), ["functional_id"]),
    "no claim set": (lambda data: replaced(data, b"ST*837", b"ST*834"), ["not_a_claim_set"]),
    "CLM01 missing": (
        lambda data: replaced(data, b"CLM*CC00000002", b"CLM*"),
        ["claim_without_id"],
    ),
    "CLM01 far too long": (
        lambda data: replaced(data, b"CC00000002", b"C" * 39),
        ["claim_id_too_long"],
    ),
    "CLM02 missing": (lambda data: replaced(data, b"*94.50*", b"**"), ["charge_missing"]),
    "CLM02 with a comma": (
        lambda data: replaced(data, b"*94.50*", b"*94,50*"),
        ["charge_not_a_number"],
    ),
    "claim below the billing provider": (
        lambda data: replaced(data, b"HL*2*1*22*0", b"CLM*X*1~HL*2*1*22*0").replace(
            b"SE*96", b"SE*97"
        ),
        ["claim_outside_subscriber"],
    ),
    "HL02 names another level": (
        lambda data: replaced(data, b"HL*7*6*", b"HL*7*5*"),
        ["hl_parent"],
    ),
    "HL03 unknown": (
        lambda data: replaced(data, b"HL*7*6*23", b"HL*7*6*24"),
        ["hl_level"],
    ),
}


@pytest.mark.parametrize(("mutate", "rules"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_file_is_refused_for_its_one_cause(
    mutate: Callable[[bytes], bytes], rules: list[str]
) -> None:
    data = mutate(GOOD)
    assert errors_of(data) == rules
    assert not check_claim_file(data).acceptable


TAKEN: dict[str, tuple[Callable[[bytes], bytes], list[str]]] = {
    "base guide": (lambda data: data.replace(b"X222A1", b"X222"), ["older_guide"]),
    "releases differ": (
        lambda data: replaced(data, b"0001*005010X222A1", b"0001*005010X222A2"),
        ["guides_differ"],
    ),
    "ST03 missing": (
        lambda data: replaced(data, b"0001*005010X222A1", b"0001"),
        ["guide_missing"],
    ),
    "long CLM01": (lambda data: replaced(data, b"CC00000002", b"C" * 15), ["claim_id_long"]),
    "CLM01 twice": (
        lambda data: replaced(data, b"CC00000002", b"CC00000001"),
        ["claim_id_repeated"],
    ),
    "byte order mark": (lambda data: b"\xef\xbb\xbf" + data, ["leading_bytes"]),
}


@pytest.mark.parametrize(("mutate", "rules"), TAKEN.values(), ids=TAKEN.keys())
def test_what_can_be_sent_is_taken_with_a_remark(
    mutate: Callable[[bytes], bytes], rules: list[str]
) -> None:
    assert warnings_of(mutate(GOOD)) == rules


@pytest.mark.parametrize(
    ("length", "rules"), [(14, []), (15, ["claim_id_long"]), (38, ["claim_id_long"])]
)
def test_a_claim_id_within_its_bounds_is_taken(length: int, rules: list[str]) -> None:
    assert warnings_of(replaced(GOOD, b"CC00000002", b"C" * length)) == rules


def test_an_unknown_guide_is_not_reported_again_for_its_sets() -> None:
    assert errors_of(replaced(GOOD, b"X*005010X222A1", b"X*005010")) == ["unknown_guide"]


def test_all_that_is_wrong_is_found_at_once_and_in_file_order() -> None:
    data = replaced(GOOD, b"CLM*CC00000002*94.50", b"CLM**x").replace(b"SE*96", b"SE*95")
    found = check_claim_file(data).findings
    assert [each.rule for each in found] == [
        "x12.claim_without_id",
        "x12.charge_not_a_number",
        "x12.segment_count",
    ]
    assert [each.segment for each in found] == ["CLM", "CLM", "SE"]
    assert data[found[0].offset :].startswith(b"CLM**x")


def test_of_very_many_findings_the_first_are_kept_and_the_others_counted() -> None:
    claims = samples.sample_claims(300)
    data = samples.claim_file(samples.ClaimKind.PROFESSIONAL, claims)
    data = data.replace(b"*11:B:1*", b"*11:B*")
    checked = check_claim_file(data)
    assert (len(checked.findings), checked.more) == (200, 100)
    assert not checked.acceptable


def test_a_file_without_claims_is_refused() -> None:
    assert errors_of(samples.claim_file(samples.ClaimKind.PROFESSIONAL, ())) == ["no_claims"]


def test_more_claims_in_a_set_than_are_taken_are_found_once() -> None:
    assert errors_of(GOOD, ProfileRules(most_claims_per_set=3)) == ["too_many_claims"]


def test_as_many_claims_and_sets_as_are_taken_are_taken() -> None:
    data = samples.claim_file(
        samples.ClaimKind.PROFESSIONAL, samples.sample_claims(6), claims_per_set=3
    )
    assert errors_of(data, ProfileRules(most_claims_per_set=3, most_sets=2)) == []


def test_more_sets_than_are_taken_are_found_once() -> None:
    one_each = samples.claim_file(
        samples.ClaimKind.PROFESSIONAL, samples.sample_claims(5), claims_per_set=1
    )
    assert errors_of(one_each, ProfileRules(most_sets=4)) == ["too_many_sets"]


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert errors_of(GOOD, ProfileRules(most_bytes=len(GOOD) - 1)) == ["too_large"]
    assert errors_of(GOOD, ProfileRules(most_bytes=len(GOOD))) == []


def test_no_finding_repeats_what_the_file_says_of_people() -> None:
    data = replaced(GOOD, b"CLM*CC00000002*94.50", b"CLM*CC00000002*SPECIMEN")
    data = replaced(data, b"SE*96*0001", b"SE*TESTER*SAMPLE") + b"PLACEHOLDER*19420415"
    shown = repr(check_claim_file(data).findings)
    assert not [
        word for word in ("SPECIMEN", "TESTER", "SAMPLE", "HOLDER", "1942") if word in shown
    ]


@pytest.mark.parametrize("newline", ["", "\n", "\r\n"])
def test_an_indented_file_is_refused_where_it_is_indented(newline: str) -> None:
    kind, claims = samples.ClaimKind.PROFESSIONAL, samples.sample_claims(2)
    good = samples.claim_file(kind, claims, newline=newline)
    assert check_claim_file(good).acceptable
    indented = good.replace(b"NM1*85", b"  NM1*85", 1)
    (found,) = [f for f in check_claim_file(indented).findings if f.rule == "x12.indented"]
    assert (found.segment, found.offset) == ("NM1", indented.index(b"NM1*85"))
    assert found.segment_number == good.count(b"~", 0, good.index(b"NM1*85")) + 1
    assert not check_claim_file(indented).acceptable
