from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.delimiters import UnreadableInterchange
from chalicelib.x12.join import join
from chalicelib.x12.split import split
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders_x12 import replaced
from tests.samples.pyx12_judge import complaints
from tests.unit.x12.claims_of import claims_of
from tests.unit.x12.nested_levels import NESTED
from tests.unit.x12.test_split import ENVELOPE

PIPES = bytes.maketrans(b"*:~", b"|<\x1d")


def joined(*files: bytes) -> bytes:
    return b"".join(join(([each] for each in files), ENVELOPE))


@given(
    kind=st.sampled_from(ClaimKind),
    groups=st.lists(st.integers(0, 2), min_size=1, max_size=9),
    newline=st.sampled_from(["", "\r\n"]),
)
def test_split_then_join_gives_every_claim_back(
    kind: ClaimKind, groups: list[int], newline: str
) -> None:
    data = claim_file(kind, sample_claims(len(groups)), newline=newline, claims_per_set=4)
    parts = [
        b"".join(split([data], [at for at, each in enumerate(groups, 1) if each == name], ENVELOPE))
        for name in sorted(set(groups))
    ]
    whole = joined(*parts)
    before, after = check_claim_file(data), check_claim_file(whole)
    assert after.findings == ()
    assert sorted(claims_of(whole)) == sorted(claims_of(data))
    names = {(each.patient_control_number, each.charge) for each in after.claims}
    assert names == {(each.patient_control_number, each.charge) for each in before.claims}


def test_sets_are_numbered_anew_and_keep_all_but_their_numbers() -> None:
    other = claim_file(ClaimKind.PROFESSIONAL, sample_claims(3), claims_per_set=2)
    lines = joined(NESTED, other).split(b"\n")
    starts = [line for line in lines if line.startswith((b"ST*", b"SE*", b"GE*", b"BHT*"))]
    assert starts == [
        b"ST*837*0001*005010X222A1~",
        b"BHT*0019*00*0000047110001*20261007*1405*CH~",
        b"SE*73*0001~",
        b"ST*837*0002*005010X222A1~",
        b"BHT*0019*00*0000047110002*20261007*1405*CH~",
        b"SE*41*0002~",
        b"ST*837*0003*005010X222A1~",
        b"BHT*0019*00*0000047110003*20261007*1405*CH~",
        b"SE*30*0003~",
        b"GE*3*4711~",
    ]
    kept = [line for line in NESTED.split(b"\n")[4:-4] if line]
    assert lines[4 : 4 + len(kept)] == kept


def test_an_independent_judge_finds_the_whole_valid() -> None:
    other = claim_file(ClaimKind.PROFESSIONAL, sample_claims(3), claims_per_set=2)
    assert complaints(joined(NESTED, other).decode().replace("\n", "")) == []


def test_delimiters_become_those_of_the_first_file() -> None:
    for newline in ("", "\r\n"):
        other = claim_file(ClaimKind.PROFESSIONAL, sample_claims(2), newline=newline)
        assert joined(NESTED, other.translate(PIPES)) == joined(NESTED, other)


@pytest.mark.parametrize("value", [b"SPECI*MEN", b"SPECI:MEN", b"SPECI~MEN", b"SPECI^MEN"])
def test_a_value_that_the_new_delimiters_would_tear_is_never_sent(value: bytes) -> None:
    other = claim_file(ClaimKind.PROFESSIONAL, sample_claims(2), newline="")
    other = other.replace(b"*^*00501", b"*&*00501").translate(PIPES)
    assert claims_of(joined(NESTED, other))
    with pytest.raises(ValueError, match="delimiter"):
        joined(NESTED, other.replace(b"EXAMPLE|KIM", value + b"|KIM").replace(b"TESTER", value))


def test_two_guides_are_refused() -> None:
    dental = claim_file(ClaimKind.DENTAL, sample_claims(1))
    with pytest.raises(ValueError, match="two guides"):
        joined(NESTED, dental)


def test_more_than_five_thousand_sets_are_refused() -> None:
    data = claim_file(ClaimKind.PROFESSIONAL, sample_claims(2501), claims_per_set=1, newline="")
    with pytest.raises(ValueError, match="at most 5000"):
        joined(data, data)


def test_more_than_a_hundred_megabytes_are_refused() -> None:
    padded = replaced(NESTED, b"HI*ABK:I10~", b"HI*ABK:I10~NTE*ADD*" + b"X" * 50_000_000 + b"~")
    assert sum(map(len, join([[padded]], ENVELOPE))) > 50_000_000
    with pytest.raises(ValueError, match="100000000 bytes"):
        sum(map(len, join([[padded], [padded]], ENVELOPE)))


def test_nothing_is_no_file() -> None:
    with pytest.raises(ValueError, match="no claim"):
        joined()


def test_half_a_file_is_refused() -> None:
    with pytest.raises(UnreadableInterchange):
        joined(NESTED, NESTED[: NESTED.index(b"SE*")])


def test_what_does_not_fit_the_envelope_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        b"".join(join([[NESTED]], replace(ENVELOPE, control_number=0)))
