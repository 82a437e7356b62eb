"""A claim's identity: the same in whatever file it comes, another for whatever else it says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.claim_identity import claim_identities
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders_x12 import replaced
from tests.unit.x12.nested_levels import NESTED

KINDS = st.sampled_from(ClaimKind)
COUNT = 6
NOT_THE_CLAIMS = (
    *(b"ISA", b"GS", b"ST", b"BHT", b"NM1*41", b"PER", b"NM1*40", b"HL", b"REF*6R"),
    *(b"SE", b"GE", b"IEA"),
)
PLAIN = claim_file(ClaimKind.PROFESSIONAL, sample_claims(COUNT))


def identities(data: bytes) -> list[str]:
    return list(claim_identities(data))


@given(
    kind=KINDS,
    element=st.sampled_from("*|\x1d"),
    component=st.sampled_from(":>\x1f"),
    terminator=st.sampled_from("~!\x1c"),
    newline=st.sampled_from(["", "\n", "\r\n"]),
    number=st.integers(1, 999_999_999),
    per_set=st.integers(1, COUNT),
    usage=st.sampled_from("TP"),
)
def test_nothing_that_is_only_the_files_changes_it(
    kind: ClaimKind,
    element: str,
    component: str,
    terminator: str,
    newline: str,
    number: int,
    per_set: int,
    usage: str,
) -> None:
    claims = sample_claims(COUNT)
    other = claim_file(
        kind,
        claims,
        usage=usage,
        interchange_control_number=number,
        claims_per_set=per_set,
        receiver="SOMEBODY",
        element_separator=element,
        component_separator=component,
        segment_terminator=terminator,
        newline=newline,
    )
    assert identities(other) == identities(claim_file(kind, claims))


@given(st.data())
def test_whatever_else_a_claim_says_makes_another_claim_of_it(data: st.DataObject) -> None:
    """Any element between the billing provider and the end of the set."""
    segments = PLAIN.split(b"~\n")
    told = [at for at, each in enumerate(segments[:-1]) if not each.startswith(NOT_THE_CLAIMS)]
    at = data.draw(st.sampled_from(told))
    elements = segments[at].split(b"*")
    place = data.draw(st.integers(1, len(elements) - 1))
    elements[place] += b"9"
    other = b"~\n".join([*segments[:at], b"*".join(elements), *segments[at + 1 :]])
    assert identities(other) != identities(PLAIN)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"SAMPLE PRACTICE*****XX", b"SAMPLE PRACTICE  *****XX"),
        (b"N3*100 MAIN ST~", b"N3*100 MAIN ST**~"),
        (b"HL*2*1*22*0", b"HL*77*1*22*1"),
        (b"CLM*CC00000001*", b"CLM*CC00000001 *"),
    ],
)
def test_padding_and_what_is_empty_at_an_end_change_nothing(old: bytes, new: bytes) -> None:
    assert identities(replaced(PLAIN, old, new)) == identities(PLAIN)


@pytest.mark.parametrize("given_anew", [b"REF*D9*1234567~", b"REF*6R*LINE77~"])
def test_numbers_that_are_given_anew_in_each_file_change_nothing(given_anew: bytes) -> None:
    place = PLAIN.index(b"HI*")
    assert identities(PLAIN[:place] + given_anew + b"\n" + PLAIN[place:]) == identities(PLAIN)


@pytest.mark.parametrize("code", [b"7", b"8"])
def test_a_correction_is_another_claim(code: bytes) -> None:
    corrected = re.sub(rb"(CLM\*CC00000001\*[^~]*:B:)1", rb"\g<1>" + code, PLAIN)
    assert corrected != PLAIN
    changed = [a != b for a, b in zip(identities(corrected), identities(PLAIN), strict=True)]
    assert changed == [True, *[False] * (COUNT - 1)]


def test_the_same_words_under_another_patient_are_another_claim() -> None:
    other = replaced(PLAIN, b"*MI*SB0000002", b"*MI*SB9")
    changed = [a != b for a, b in zip(identities(other), identities(PLAIN), strict=True)]
    assert sum(changed) == 1


def test_each_claim_of_a_file_has_one_in_the_order_of_the_file() -> None:
    checked = check_claim_file(NESTED)
    assert len(identities(NESTED)) == len(checked.claims)
    assert len(set(identities(NESTED))) == len(checked.claims)
