"""Writes transaction sets of any claim files into one interchange with one functional group."""

from collections.abc import Iterable, Iterator
from datetime import UTC

from chalicelib.x12.envelope_writer import (
    Envelope,
    ge,
    gs,
    iea,
    isa,
    line_end,
    with_repetition,
    write_segments,
)
from chalicelib.x12.profile_rules import MOST_BYTES, MOST_SETS
from chalicelib.x12.regroup.claim_sets import ClaimSet
from chalicelib.x12.regroup.delimiter_change import DelimiterChange
from chalicelib.x12.regroup.raw_segments import RawSegment


def write_group(sets: Iterable[ClaimSet], envelope: Envelope) -> Iterator[bytes]:
    """The bytes of a claim file, in pieces. The first set gives it delimiters, line end and guide.

    Sets are numbered anew from 0001 (ST02, SE02). BHT03 becomes the interchange's number followed
    by the set's, so it is unique as long as the envelopes' control numbers are; BHT04 and BHT05
    say when the envelope was made. Every other segment keeps its bytes, unless it comes from a
    file with other delimiters. Raises ValueError for no sets, more than 5,000 sets, more than
    100 MB, two guides, and a value that the delimiters would tear apart: what was written until
    then is no whole file.
    """
    writer, size = None, 0
    for claim_set in sets:
        st = next(claim_set.segments)
        writer = writer or _GroupWriter(envelope, claim_set.guide, st)
        for piece in writer.write_set(claim_set.guide, st, claim_set.segments):
            size += len(piece)
            if size > MOST_BYTES:
                raise ValueError(f"the file would have more than {MOST_BYTES} bytes")
            yield piece
    if writer is None:
        raise ValueError("there is no claim to write")
    yield writer.trailer()


class _GroupWriter:
    def __init__(self, envelope: Envelope, guide: str, st: RawSegment) -> None:
        self._envelope = envelope
        self._guide = guide
        self._delimiters = with_repetition(st.delimiters, b"")
        self._line_end = line_end(st.ending[1:])
        self._carry = DelimiterChange(self._delimiters).write
        self._sets = 0

    def write_set(
        self, guide: str, st: RawSegment, following: Iterable[RawSegment]
    ) -> Iterator[bytes]:
        if guide != self._guide:
            raise ValueError("claims of two guides (GS08) do not go into one group")
        if self._sets == MOST_SETS:
            raise ValueError(f"a file holds at most {MOST_SETS} transaction sets")
        if not self._sets:
            yield self._write(isa(self._envelope, self._delimiters), self._gs())
        self._sets += 1
        number, count = f"{self._sets:04d}", 2
        yield self._carry(st.with_elements({2: number.encode()}))
        for segment in following:
            count += 1
            renewed = self._renewed(segment, number) if segment.id == b"BHT" else segment
            yield self._carry(renewed)
        yield self._write(["SE", str(count), number])

    def trailer(self) -> bytes:
        return self._write(ge(self._envelope, self._sets), iea(self._envelope, 1))

    def _gs(self) -> list[str]:
        return gs(self._envelope, "HC", self._guide)

    def _renewed(self, bht: RawSegment, set_number: str) -> RawSegment:
        created = self._envelope.created_at.astimezone(UTC)
        values = (
            f"{self._envelope.control_number:09d}{set_number}",
            f"{created:%Y%m%d}",
            f"{created:%H%M}",
        )
        return bht.with_elements({at: value.encode() for at, value in enumerate(values, start=3)})

    def _write(self, *segments: list[str]) -> bytes:
        return write_segments(segments, self._delimiters, self._line_end)
