"""Streams of segments, cut into loops."""

from collections.abc import Iterable, Iterator

from chalicelib.x12.delimiters import UnreadableInterchange
from chalicelib.x12.segments import Segment, read_segments

Loop = list[Segment]
ABSENT = Segment(0, 0, 0, [""])
_NOT_INSIDE_A_SET = frozenset({"ISA", "GS", "ST", "GE", "IEA"})


def complete_segments(data: bytes) -> Iterator[Segment]:
    """The segments of all interchanges of a received file, without what stands between them.

    Counts and control numbers are not judged, they are often wrong in answers that can be
    understood. Half a file must not be taken for a whole one, though: raises
    UnreadableInterchange `truncated` when a set or the last interchange has no end.
    """
    inside = ""
    for segment in read_segments(data):
        segment_id = segment.elements[0]
        if not inside and segment_id != "ISA":
            continue
        inside = _step(inside, segment_id)
        yield segment
    if inside:
        raise UnreadableInterchange("truncated")


def _step(inside: str, segment_id: str) -> str:
    """Behind this segment: inside a set ("ST"), an interchange ("ISA") or nothing ("")."""
    if inside != "ST":
        return {"ISA": "ISA", "ST": "ST", "IEA": ""}.get(segment_id, inside)
    if segment_id in _NOT_INSIDE_A_SET:
        raise UnreadableInterchange("truncated")
    return "ISA" if segment_id == "SE" else "ST"


def split_before(segments: Iterable[Segment], starts: frozenset[str]) -> Iterator[Loop]:
    """Cuts before every segment whose id is in `starts`; no list is empty, none is lost."""
    loop: Loop = []
    for segment in segments:
        if segment.elements[0] in starts and loop:
            yield loop
            loop = []
        loop.append(segment)
    if loop:
        yield loop


def find(loop: Loop, segment_id: str, qualifier: str | None = None) -> Segment | None:
    """The first segment with this id, and with this first element if one is asked for."""
    for segment in loop:
        if segment.id == segment_id and qualifier in (None, segment[1]):
            return segment
    return None


def find_value(loop: Loop, segment_id: str, qualifier: str, position: int) -> str | None:
    """The element at `position` of the segment that `find` finds; None when absent or empty."""
    segment = find(loop, segment_id, qualifier)
    return segment[position] or None if segment is not None else None


def split_components(value: str, separator: str) -> list[str]:
    """The components of an element, at least seven, "" where absent."""
    components = value.split(separator) if separator else [value]
    return components + [""] * (7 - len(components))
