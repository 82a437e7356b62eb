import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from infra.samples.claim_files import ClaimKind, SampleClaim, claim_file, sample_claims
from infra.samples.parties import TESTCARE
from tests.samples.pyx12_judge import complaints

NPI = re.compile(r"\*XX\*(\d{10})")


def segments_of(content: bytes) -> list[list[str]]:
    return [line.split("*") for line in content.decode().replace("~", "").splitlines()]


def luhn_holds(npi: str) -> bool:
    digits = [int(digit) for digit in reversed("80840" + npi)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 == 0


@pytest.mark.parametrize("kind", [ClaimKind.PROFESSIONAL, ClaimKind.INSTITUTIONAL])
@pytest.mark.parametrize("claims_per_set", [None, 1, 5])
def test_pyx12_finds_nothing_wrong(kind: ClaimKind, claims_per_set: int | None) -> None:
    content = claim_file(kind, sample_claims(11), claims_per_set=claims_per_set)
    assert complaints(content.decode()) == []


def test_pyx12_finds_nothing_wrong_in_the_levels_of_a_dental_file() -> None:
    """pyx12 has no 837D, so it judges the same file with professional lines."""
    dental = claim_file(ClaimKind.DENTAL, sample_claims(11)).decode()
    professional = re.sub(r"SV3\*AD:D\d+\*([\d.]+)\*{4}1", r"SV1*HC:G0438*\1*UN*1***1", dental)
    assert complaints(professional.replace("X224A2", "X222A1")) == []


def test_pyx12_does_judge() -> None:
    content = claim_file(ClaimKind.PROFESSIONAL, sample_claims(1)).decode()
    assert complaints(content.replace("*11:B:1*", "*11:B:Z9*")) != []


@pytest.mark.parametrize("kind", list(ClaimKind))
def test_counts_and_levels_add_up(kind: ClaimKind) -> None:
    segments = segments_of(claim_file(kind, sample_claims(12), claims_per_set=5))
    names = Counter(segment[0] for segment in segments)
    assert (names["ST"], names["CLM"], names["GS"], names["ISA"]) == (3, 12, 1, 1)
    starts = [place for place, segment in enumerate(segments) if segment[0] == "ST"]
    ends = [place for place, segment in enumerate(segments) if segment[0] == "SE"]
    for start, end in zip(starts, ends, strict=True):
        assert int(segments[end][1]) == end - start + 1
        levels = [segment for segment in segments[start:end] if segment[0] == "HL"]
        assert [int(level[1]) for level in levels] == list(range(1, len(levels) + 1))


@pytest.mark.parametrize("kind", list(ClaimKind))
def test_every_npi_has_a_right_check_digit(kind: ClaimKind) -> None:
    npis = set(NPI.findall(claim_file(kind, sample_claims(6)).decode()))
    assert len(npis) > 1
    assert all(luhn_holds(npi) for npi in npis)


def test_claims_differ_and_keep_their_balance() -> None:
    claims = sample_claims(200)
    assert len({claim.patient_control_number for claim in claims}) == 200
    assert len({claim.charge for claim in claims}) > 100
    assert all(sum(claim.line_charges) == claim.charge for claim in claims)
    assert {claim.dependent for claim in claims} == {True, False}


def test_a_claim_is_written_as_given() -> None:
    claim = SampleClaim(
        "DEN1", Decimal("99.50"), (Decimal("60.00"), Decimal("39.50")), TESTCARE, dependent=True
    )
    segments = segments_of(
        claim_file(
            ClaimKind.INSTITUTIONAL, [claim], usage="P", interchange_control_number=77,
            service_date=date(2026, 3, 9),
        )
    )  # fmt: skip
    found = {segment[0]: segment for segment in segments}
    assert found["CLM"][1:3] == ["DEN1", "99.50"]
    assert [segment[3] for segment in segments if segment[0] == "SV2"] == ["60.00", "39.50"]
    assert found["ISA"][13:16] == ["000000077", "0", "P"]
    assert found["GE"] == ["GE", "1", "77"]
    assert found["PAT"] == ["PAT", "19"]
    assert ["DTP", "472", "D8", "20260308"] in segments


def test_delimiters_are_the_callers() -> None:
    content = claim_file(
        ClaimKind.PROFESSIONAL, sample_claims(1), element_separator="|",
        component_separator="<", segment_terminator="\x1d", newline="",
    )  # fmt: skip
    assert content[3:4] == b"|"
    assert content[104:106] == b"<\x1d"
    assert complaints(content.decode()) == []
