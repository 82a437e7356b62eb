"""The transaction sets of the claim groups of a file, as they stream by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalicelib.x12.delimiters import UnreadableInterchange
from chalicelib.x12.guides import CLAIM_GUIDES
from chalicelib.x12.regroup.raw_segments import RawSegment, read_raw_segments

Block = list[RawSegment]
_CLAIMS = b"837"
_NOT_INSIDE_A_SET = frozenset({b"ISA", b"GS", b"ST", b"GE", b"IEA"})


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """One transaction set: ST to the last segment before SE; `guide` is GS08."""

    guide: str
    segments: Iterator[RawSegment]


def claim_sets(chunks: Iterable[bytes]) -> Iterator[ClaimSet]:
    """The sets in file order; each must be read to its end before the next is asked for.

    Raises UnreadableInterchange, `truncated` when a set has no end.
    """
    guide, segments = "", read_raw_segments(chunks)
    for segment in segments:
        if segment.id == b"GS":
            guide = segment.element(8).decode("latin-1")
        elif segment.id == b"ST" and segment.element(1) == _CLAIMS and guide in CLAIM_GUIDES:
            yield ClaimSet(guide, _until_end(segment, segments))


def _until_end(st: RawSegment, following: Iterator[RawSegment]) -> Iterator[RawSegment]:
    yield st
    for segment in following:
        if segment.id == b"SE":
            return
        if segment.id in _NOT_INSIDE_A_SET:
            break
        yield segment
    raise UnreadableInterchange("truncated")
