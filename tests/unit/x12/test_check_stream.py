"""Laws of checking a file while it streams by."""

import itertools
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.x12.batches import slices
from chalicelib.x12.check_file import check_file
from chalicelib.x12.check_stream import check_stream
from chalicelib.x12.claim_index import IndexedClaim
from chalicelib.x12.findings import FindingCollector
from chalicelib.x12.walk import segment_check, states
from infra.bench.x12_files import remittances_835
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.unit.x12.sound_files import SOUND
from tests.unit.x12.test_bad_input import NAMES, damaged

FILES = st.sampled_from(sorted(SOUND))
CLAIMS = claim_file(ClaimKind.PROFESSIONAL, sample_claims(12), claims_per_set=5, newline="\r\n")


def pieces(data: bytes, cuts: list[int]) -> Iterator[bytes]:
    edges = [0, *sorted(cuts), len(data)]
    return (data[start:end] for start, end in itertools.pairwise(edges))


def claims_in(chunks: Iterator[bytes]) -> tuple[list[IndexedClaim], tuple[object, ...]]:
    claims: list[IndexedClaim] = []
    findings = FindingCollector()
    check_stream(chunks, findings, claims.append)
    return claims, findings.kept()


@given(st.lists(st.integers(0, len(CLAIMS)), max_size=12))
def test_however_a_file_is_cut_into_chunks_the_same_is_found(cuts: list[int]) -> None:
    bad = CLAIMS.replace(b"CLM*CC00000003", b"CLM*").replace(b"*E119", b"*E11.9")
    assert claims_in(pieces(bad, cuts)) == claims_in(slices(bad))


@settings(max_examples=300, deadline=None)
@given(FILES, st.data())
def test_checking_any_damaged_file_ends_with_findings_that_name_no_one(
    name: str, draw: st.DataObject
) -> None:
    checked = check_file(slices(draw.draw(damaged(SOUND[name]))))
    shown = repr((checked.findings, checked.more))
    assert not [each for each in NAMES if each in shown]


@pytest.mark.parametrize("name", sorted(SOUND))
def test_no_part_of_a_file_is_sound(name: str) -> None:
    data = SOUND[name]
    for length in range(1, data.rindex(b"IEA") + 2, 7):
        assert not check_file([data[:length]]).is_sound


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(FILES, st.data())
def test_what_is_remembered_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, name: str, draw: st.DataObject
) -> None:
    data = draw.draw(damaged(SOUND[name]))
    with monkeypatch.context() as patch:
        patch.setattr(states, "MOST_STATES", 1)
        forgetful = check_file([data])
    with monkeypatch.context() as patch:
        patch.setattr(segment_check, "TRIES_BEFORE_COMPILING", 1)
        compiled = check_file([data])
    assert check_file([data]) == forgetful == compiled


def peak_of(chunks: Iterator[bytes]) -> int:
    """Bytes held at the most while a file is checked."""
    tracemalloc.start()
    check_stream(chunks, FindingCollector())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_a_longer_file_takes_no_more_memory() -> None:
    interchange, header, *claims, _, _ = remittances_835(10_000)
    short, long = [interchange, header, *claims * 2], [interchange, header, *claims * 20]
    peak_of(iter(short))
    assert peak_of(iter(long)) < peak_of(iter(short)) + 20_000


def test_a_file_of_one_endless_segment_ends() -> None:
    header = SOUND["837P"].split(b"~")[0] + b"~"
    chunks = [header, *[b"X" * 65536] * 200]
    assert [each.rule for each in check_file(chunks).findings] == [
        "x12.interchange_trailer_missing",
        "x12.ends_inside_segment",
    ]


def test_blanks_alone_are_an_empty_file() -> None:
    assert [each.rule for each in check_file([b" \r\n"] * 1000).findings] == ["x12.empty"]


def test_interchanges_of_one_file_may_have_delimiters_of_their_own() -> None:
    other = SOUND["835"].translate(bytes.maketrans(b"*:~", b"|<\x1d"))
    other = other.replace(b"000000001", b"000000002")
    checked = check_file([SOUND["837P"] + b"\r\n" + other])
    assert checked.findings == ()
    assert [each.control_number for each in checked.interchanges] == ["000000001", "000000002"]
