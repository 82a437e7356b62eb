from hypothesis import given
from hypothesis import strategies as st

from chalicelib.x12.regroup.raw_segments import read_raw_segments
from chalicelib.x12.segments import read_segments
from tests.builders_x12 import isa, x12
from tests.unit.x12.claims_of import in_chunks

ENDINGS = st.sampled_from(["~", "~\n", "~\r\n", "~\n   ", "~~\n"])


@given(
    ending=ENDINGS,
    names=st.lists(st.sampled_from(["A*1", "BB*2*3", "CCC"])),
    chunk=st.integers(1, 400),
)
def test_all_bytes_are_kept_and_segments_are_those_of_the_reader(
    ending: str, names: list[str], chunk: int
) -> None:
    data = (ending.join([isa(), *names, "IEA*1*000000001"]) + "~").encode()
    segments = list(read_raw_segments(in_chunks(data, chunk)))
    assert b"".join(each.content + each.ending for each in segments) == data
    assert [each.content.decode().split("*") for each in segments] == [
        each.elements for each in read_segments(data)
    ]
    assert [each.id.decode() for each in segments] == [each.id for each in read_segments(data)]


def test_elements_are_counted_from_one_and_may_be_changed_or_added() -> None:
    _, segment, _ = read_raw_segments([x12(isa(), "HL*1**20", "IEA*0*000000001", newline="\n")])
    assert [segment.element(at) for at in (0, 1, 2, 3, 4)] == [b"HL", b"1", b"", b"20", b""]
    changed = segment.with_elements({1: b"7", 5: b"X"})
    assert (changed.id, changed.content, changed.ending) == (b"HL", b"HL*7**20**X", b"~\n")


def test_the_last_segment_may_have_no_terminator() -> None:
    *_, last = read_raw_segments([x12(isa()) + b"IEA*0*000000001\n"])
    assert (last.content, last.ending) == (b"IEA*0*000000001", b"")
