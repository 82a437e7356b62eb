from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.x12.segments import Segment, read_segments
from tests.builders_x12 import isa, x12


def segments_of(data: bytes) -> list[Segment]:
    return list(read_segments(data))


def test_elements_are_numbered_as_x12_numbers_them() -> None:
    segment = segments_of(x12(isa(), "NM1*85*2*SAMPLE PRACTICE"))[1]
    assert (segment.id, segment[0], segment[1], segment[3]) == (
        "NM1",
        "NM1",
        "85",
        "SAMPLE PRACTICE",
    )
    assert segment[9] == ""


def test_numbers_count_from_isa_and_offsets_point_at_the_segment() -> None:
    data = b"\xef\xbb\xbf" + x12(isa(), "GS*HC", "ST*837", newline="\r\n")
    for number, segment in enumerate(segments_of(data), start=1):
        assert segment.number == number
        assert data[segment.offset :].startswith(segment.id.encode())
        assert data[segment.end - 1 : segment.end] == b"~"


def test_line_ends_blank_lines_and_indentation_are_no_part_of_a_segment() -> None:
    data = x12(isa(), "GS*HC", "ST*837", newline="\r\n\r\n  ")
    assert [segment.id for segment in segments_of(data)] == ["ISA", "GS", "ST"]


def test_a_line_feed_may_be_the_terminator() -> None:
    data = x12(isa(), "GS*HC", "ST*837*1", terminator="\n")
    assert segments_of(data)[2].elements == ["ST", "837", "1"]


def test_data_that_end_inside_a_segment_give_one_that_is_not_terminated() -> None:
    *whole, cut = segments_of(x12(isa(), "GS*HC") + b"ST*83")
    assert all(segment.terminated for segment in whole)
    assert (cut.elements, cut.terminated, cut.number) == (["ST", "83"], False, 3)


def test_padding_behind_the_last_terminator_is_no_segment() -> None:
    assert len(segments_of(x12(isa(), "GS*HC") + b"\r\n \x00\x1a")) == 2


def test_each_interchange_is_read_with_its_own_delimiters() -> None:
    second = x12(isa(2), "GS*FA", "IEA*1*000000002").replace(b"*", b"|").replace(b"~", b"\n")
    found = segments_of(x12(isa(1), "IEA*0*000000001", newline="\n") + second)
    assert [(each.id, each[1]) for each in found[2:]] == [("ISA", "00"), ("GS", "FA"), ("IEA", "1")]
    assert [each.number for each in found] == [1, 2, 3, 4, 5]


def test_a_segment_may_be_longer_than_any_chunk() -> None:
    written = [isa(), "K3*" + "A" * 200_000, "SE*2"]
    found = segments_of(x12(*written))
    assert ["*".join(segment.elements) for segment in found] == written


@given(st.lists(st.text("AB*:^\xed", min_size=1, max_size=3000), max_size=60))
def test_no_segment_is_lost_or_torn_wherever_chunks_end(bodies: list[str]) -> None:
    written = [isa(), *(f"X{body}" for body in bodies)]
    found = segments_of(x12(*written, newline="\n"))
    assert ["*".join(segment.elements) for segment in found] == written
    assert all(one.end < other.offset for one, other in pairwise(found))
