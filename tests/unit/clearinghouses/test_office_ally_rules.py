"""What Office Ally asks of a claim file beyond the guides: each alone, and what just passes."""

import re

import pytest

from chalicelib.clearinghouses.office_ally.rules import CLAIM_FILE_RULES
from chalicelib.x12.claim_file import check_claim_file
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.unit.x12.mutation import changed
from tests.unit.x12.sound_files import DENTAL, INSTITUTIONAL, PROFESSIONAL

STREET = "N3*100 MAIN ST"
CLAIM = "CLM*CC00000002*94.50***11:B:1"


def found(data: bytes) -> list[tuple[str, str]]:
    checked = check_claim_file(data, CLAIM_FILE_RULES)
    return [(each.rule, each.level) for each in checked.findings]


@pytest.mark.parametrize("data", [PROFESSIONAL, INSTITUTIONAL, DENTAL])
def test_a_sound_file_passes(data: bytes) -> None:
    assert found(data) == []


@pytest.mark.parametrize("payer_id", ["SB12", "SB1234", "S-123", "SB 12"])
def test_a_payer_id_has_five_letters_or_digits(payer_id: str) -> None:
    data = changed(PROFESSIONAL, "PI*SB123", f"PI*{payer_id}")
    assert found(data) == [("x12.payer_id_length", "error")]


def test_a_payer_id_must_be_there() -> None:
    assert found(changed(PROFESSIONAL, "PI*SB123", "PI*")) == [("x12.element_missing", "error")]


def test_the_claim_frequency_must_be_there_for_originals_too() -> None:
    data = changed(PROFESSIONAL, CLAIM, "CLM*CC00000002*94.50***11:B")
    assert found(data) == [("x12.element_missing", "error")]


@pytest.mark.parametrize(
    "street",
    [
        *("PO BOX 1", "P.O. BOX 12", "P O BOX 3", "P. O. BOX 3", "POB 123", "P.O.B. 12", "BOX 12"),
        *("POST OFFICE BOX 9", "POST BOX 12", "PO DRAWER 4", "po box 7", "LOCKBOX 1"),
        "100 MAIN ST*PO BOX 4",
    ],
)
def test_the_billing_provider_has_a_street_address(street: str) -> None:
    assert found(changed(PROFESSIONAL, STREET, f"N3*{street}")) == [("x12.po_box", "error")]


@pytest.mark.parametrize(
    "street", ["12 BOXWOOD LN", "BOX ELDER RD 12", "1 PO RIVER RD", "9 POST ST", "RR 2 BOX 152"]
)
def test_a_street_that_sounds_like_a_box_is_a_street(street: str) -> None:
    assert found(changed(PROFESSIONAL, STREET, f"N3*{street}")) == []


def test_a_claim_number_of_more_than_14_characters_is_a_warning() -> None:
    of_14, of_15 = "CLM*CC000000020000*94.50", "CLM*CC0000000200001*94.50"
    assert found(changed(PROFESSIONAL, "CLM*CC00000002*94.50", of_14)) == []
    assert found(changed(PROFESSIONAL, "CLM*CC00000002*94.50", of_15)) == [
        ("x12.claim_id_long", "warning")
    ]


def test_a_file_is_one_interchange() -> None:
    other = PROFESSIONAL.replace(b"000000001", b"000000002").replace(b"*CC0000", b"*DD0000")
    assert found(PROFESSIONAL + other) == [("x12.one_interchange", "error")]


def test_a_file_is_one_functional_group() -> None:
    group = PROFESSIONAL[PROFESSIONAL.index(b"GS*") : PROFESSIONAL.index(b"IEA*")]
    other = re.sub(rb"(GS\*(?:[^*]*\*){5})\d+", rb"\g<1>55", group.replace(b"*CC0000", b"*DD0000"))
    both = group + re.sub(rb"GE\*1\*\d+", b"GE*1*55", other)
    data = PROFESSIONAL.replace(group, both).replace(b"IEA*1*", b"IEA*2*")
    assert found(data) == [("x12.one_group", "error")]


@pytest.mark.parametrize(
    ("claims_per_set", "rule"), [(1, "x12.too_many_sets"), (5001, "x12.too_many_claims")]
)
def test_5000_sets_of_5000_claims_are_the_most(claims_per_set: int, rule: str) -> None:
    data = claim_file(ClaimKind.DENTAL, sample_claims(5001), claims_per_set=claims_per_set)
    assert found(data) == [(rule, "error")]


def test_100_megabytes_are_the_most() -> None:
    assert found(bytes(100_000_001)) == [("x12.too_large", "error")]
    assert found(bytes(100_000_000)) != [("x12.too_large", "error")]
