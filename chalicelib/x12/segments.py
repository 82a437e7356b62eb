"""Bytes to segments, in one pass and with constant memory beside the input."""

from collections.abc import Iterator

from chalicelib.x12.batches import Batch, read_batches, slices
from chalicelib.x12.delimiters import BLANK_TEXT


class Segment:
    """One segment. `segment[2]` is its second element, "" when absent; `segment[0]` its id.

    `number` counts from 1 (ISA) over the whole file; `offset` is the byte at which the segment
    starts in the file, `end` the byte behind its terminator. `terminated` is False when the data
    end before a terminator. Text is Latin-1, so that characters and bytes keep the same places.
    """

    __slots__ = ("elements", "end", "number", "offset", "terminated")

    def __init__(
        self, number: int, offset: int, end: int, elements: list[str], terminated: bool = True
    ) -> None:
        self.number, self.offset, self.end = number, offset, end
        self.elements, self.terminated = elements, terminated

    @property
    def id(self) -> str:
        """The segment id, such as CLM."""
        return self.elements[0]

    @property
    def is_absent(self) -> bool:
        """Whether it is only there for what follows it: the file does not have it."""
        return self.end == self.offset

    def __getitem__(self, position: int) -> str:
        try:
            return self.elements[position]
        except IndexError:
            return ""


def passing_segment(number: int, offset: int, end: int, elements: list[str]) -> Segment:
    """A segment with its terminator. It costs a third of a call of the class."""
    made: Segment = _new(Segment)
    made.number, made.offset, made.end = number, offset, end
    made.elements, made.terminated = elements, True
    return made


_new = object.__new__


def read_segments(data: bytes) -> Iterator[Segment]:
    """All segments of all interchanges in `data`, each in the delimiters of its own ISA.

    Line ends and blanks between segments are skipped. What follows the last IEA comes out as
    segments too: it is for the caller to judge. Raises UnreadableInterchange when `data` does not
    begin with a readable ISA.
    """
    number = 0
    for batch in read_batches(slices(data)):
        for segment in _segments_of(batch, number):
            yield segment
            number = segment.number


def _segments_of(batch: Batch, number: int) -> Iterator[Segment]:
    element, end = batch.delimiters.element.decode("latin-1"), batch.offset
    for piece in batch.texts():
        end += len(piece) + batch.terminated
        text = piece.lstrip(BLANK_TEXT)
        if text:
            number += 1
            start = end - batch.terminated - len(text)
            yield Segment(number, start, end, text.split(element), batch.terminated)
