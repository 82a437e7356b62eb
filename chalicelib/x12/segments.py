"""Bytes to segments, in one pass and with constant memory beside the input."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.x12.delimiters import (
    Delimiters,
    UnreadableInterchange,
    delimiters_at,
    interchange_offset,
)

_BLANKS = " \t\r\n"
_PADDING = _BLANKS + "\x00\x1a"
_FIRST_CHUNK, _LARGEST_CHUNK = 1 << 10, 1 << 16


# Not frozen: freezing makes the constructor three times slower, and it runs for every segment.
@dataclass(slots=True)
class Segment:
    """One segment. `segment[2]` is its second element, "" when absent; `segment[0]` its id.

    `number` counts from 1 (ISA) over the whole file; `offset` is the byte at which the segment
    starts in the file, `end` the byte behind its terminator. `terminated` is False when the data
    end before a terminator. Text is Latin-1, so that characters and bytes keep the same places.
    """

    number: int
    offset: int
    end: int
    elements: list[str]
    terminated: bool = True

    @property
    def id(self) -> str:
        """The segment id, such as CLM."""
        return self.elements[0]

    def __getitem__(self, position: int) -> str:
        elements = self.elements
        return elements[position] if position < len(elements) else ""


def read_segments(data: bytes, delimiters: Delimiters) -> Iterator[Segment]:
    """All segments of all interchanges in `data`; `delimiters` are those of the first.

    Line ends and blanks between segments are skipped. Every further interchange is read with the
    delimiters of its own ISA. What follows the last IEA comes out as segments too: it is for the
    caller to judge. Raises UnreadableInterchange only when `data` does not start with ISA.
    """
    start, number = interchange_offset(data), 0
    while start < len(data):
        for segment in _segments_from(data, start, delimiters, number):
            yield segment
            number, start = segment.number, segment.end
            if segment.elements[0] == "IEA":
                break
        else:
            return
        delimiters = _following(data, start, delimiters)


def _following(data: bytes, start: int, current: Delimiters) -> Delimiters:
    """The delimiters of the interchange that starts here, else the current ones."""
    window = data[start : start + 256].lstrip(_BLANKS.encode())
    try:
        return delimiters_at(window, 0) if window.startswith(b"ISA") else current
    except UnreadableInterchange:
        return current


def _segments_from(
    data: bytes, start: int, delimiters: Delimiters, number: int
) -> Iterator[Segment]:
    element = delimiters.element.decode("latin-1")
    terminator = delimiters.segment.decode("latin-1")
    for at, chunk in _chunks(data, start, delimiters.segment):
        *pieces, rest = chunk.split(terminator)
        end = at
        for piece in pieces:
            end += len(piece) + 1
            text = piece.lstrip(_BLANKS)
            if text:
                number += 1
                yield Segment(number, end - 1 - len(text), end, text.split(element))
        text = rest.lstrip(_BLANKS)
        if text.strip(_PADDING):
            offset = end + len(rest) - len(text)
            elements = text.rstrip(_PADDING).split(element)
            yield Segment(number + 1, offset, len(data), elements, terminated=False)


def _chunks(data: bytes, start: int, terminator: bytes) -> Iterator[tuple[int, str]]:
    """Pieces of growing size that end with a terminator, but for the last one."""
    size = _FIRST_CHUNK
    while start < len(data):
        stop = data.rfind(terminator, start, start + size) + 1
        stop = stop or data.find(terminator, start + size) + 1 or len(data)
        yield start, data[start:stop].decode("latin-1")
        start, size = stop, min(size * 2, _LARGEST_CHUNK)
