"""Laws for input of any kind: cut, flipped, or made up behind a readable ISA."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.x12.acknowledgment_999 import read_acknowledgment
from chalicelib.x12.balance_835 import out_of_balance
from chalicelib.x12.claim_ack_277ca import read_claim_acknowledgments
from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.delimiters import UnreadableInterchange
from chalicelib.x12.envelope_reader import check_envelope
from chalicelib.x12.remittance_835 import read_remittances
from chalicelib.x12.sniff import sniff_x12
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders_x12 import interchange, isa, x12
from tests.unit.x12.remittance_files import BALANCED, SECOND, remittance_file
from tests.unit.x12.test_acknowledgment_999 import FILE as ACKNOWLEDGMENT
from tests.unit.x12.test_claim_ack_277ca import GUIDE, HEADER, WHOLE

CLAIMS = claim_file(ClaimKind.PROFESSIONAL, sample_claims(5), claims_per_set=2)
REMITTANCES = remittance_file(BALANCED, SECOND)
CLAIM_ACKNOWLEDGMENT = interchange("HN", GUIDE, (*HEADER, *WHOLE))
NAMES = ("SPECIMEN", "TESTER", "EXAMPLE", "PLACEHOLDER", "FICTION", "ROBIN", "TC00", "1942")
IDS = [
    "ISA",
    "GS",
    "ST",
    "BHT",
    "HL",
    "NM1",
    "SBR",
    "CLM",
    "REF",
    "DTP",
    "LX",
    "SVC",
    "CLP",
    "CAS",
    "PLB",
    "BPR",
    "TRN",
    "N1",
    "STC",
    "AK1",
    "AK2",
    "IK3",
    "IK4",
    "IK5",
    "CTX",
    "AK9",
    "TA1",
    "SE",
    "GE",
    "IEA",
]
ELEMENTS = st.sampled_from(
    ["", "1", "0001", "20", "22", "PR", "a:b:c:d:e:f:g:h", "-1.5", "x", "837", "835", "277"]
)
SEGMENTS = st.builds(
    lambda name, elements: "*".join([name, *elements]),
    st.sampled_from(IDS),
    st.lists(ELEMENTS, max_size=12),
)
MADE_UP = st.lists(SEGMENTS, max_size=30).map(lambda segments: x12(isa(), *segments))


def damaged(data: bytes) -> st.SearchStrategy[bytes]:
    """`data`, cut somewhere and with up to five bytes replaced."""

    def damage(cut: int, flips: list[tuple[int, int]]) -> bytes:
        result = bytearray(data[:cut])
        for at, byte in flips:
            result[at % max(len(result), 1) : at % max(len(result), 1) + 1] = bytes([byte])
        return bytes(result)

    flips = st.lists(st.tuples(st.integers(0, len(data)), st.integers(0, 255)), max_size=5)
    return st.builds(damage, st.integers(0, len(data)) | st.just(len(data)), flips)


@given(damaged(CLAIMS) | MADE_UP | st.binary(max_size=200))
def test_checking_a_claim_file_never_raises_and_findings_name_no_one(data: bytes) -> None:
    checked = check_claim_file(data)
    assert checked.acceptable or checked.findings
    assert not [name for name in NAMES if name in repr(checked.findings)]
    assert sum(claim.length for claim in checked.claims) <= len(data)


@given(st.integers(0, len(CLAIMS.rstrip()) - 2))
def test_no_part_of_a_claim_file_is_taken_for_the_whole(length: int) -> None:
    assert not check_claim_file(CLAIMS[:length]).acceptable


READERS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "999": (ACKNOWLEDGMENT, read_acknowledgment),
    "277CA": (CLAIM_ACKNOWLEDGMENT, read_claim_acknowledgments),
    "835": (REMITTANCES, lambda data: [out_of_balance(each) for each in read_remittances(data)]),
    "envelope": (CLAIMS, check_envelope),
}


@pytest.mark.parametrize(("data", "read"), READERS.values(), ids=READERS.keys())
@settings(max_examples=100)
@given(draw=st.data())
def test_readers_raise_nothing_but_unreadable_interchange(
    data: bytes, read: Callable[[bytes], object], draw: st.DataObject
) -> None:
    bad = draw.draw(damaged(data) | MADE_UP | st.binary(max_size=200))
    sniff_x12(bad)
    with suppress(UnreadableInterchange):
        read(bad)


@pytest.mark.parametrize("name", ["999", "277CA", "835"])
@given(draw=st.data())
def test_no_part_of_an_answer_is_taken_for_the_whole(name: str, draw: st.DataObject) -> None:
    data, read = READERS[name]
    length = draw.draw(st.integers(0, data.rindex(b"IEA") + 2))
    with pytest.raises(UnreadableInterchange):
        read(data[:length])
