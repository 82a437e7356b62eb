"""Segments that keep every byte of the file, with constant memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalicelib.x12.batches import Batch, read_batches
from chalicelib.x12.delimiters import BLANKS, Delimiters


# Not frozen: freezing makes the constructor three times slower, and it runs for every segment.
@dataclass(slots=True)
class RawSegment:
    """One segment as it stands in the file; `ending` is its terminator and the blanks behind."""

    id: bytes
    content: bytes
    ending: bytes
    delimiters: Delimiters

    def element(self, position: int) -> bytes:
        """The element at `position` from 1, empty when absent."""
        elements = self.content.split(self.delimiters.element)
        return elements[position] if position < len(elements) else b""

    def with_elements(self, changed: dict[int, bytes]) -> "RawSegment":
        """The same segment with other elements at these positions from 1."""
        elements = self.content.split(self.delimiters.element)
        elements += [b""] * (max(changed) + 1 - len(elements))
        for position, value in changed.items():
            elements[position] = value
        content = self.delimiters.element.join(elements)
        return RawSegment(self.id, content, self.ending, self.delimiters)


def read_raw_segments(chunks: Iterable[bytes]) -> Iterator[RawSegment]:
    """All segments of a file that comes in chunks of any size, in the delimiters of their ISA.

    What stands before the first ISA is left out. Raises UnreadableInterchange when the file does
    not begin with a readable ISA.
    """
    last: RawSegment | None = None
    for batch in read_batches(chunks):
        for blanks, content in _pieces(batch):
            if last is not None:
                last.ending += blanks
            if not content:
                continue
            if last is not None:
                yield last
            last = _segment(content, batch)
    if last is not None:
        yield last


def _pieces(batch: Batch) -> Iterator[tuple[bytes, bytes]]:
    """The blanks before a segment and the segment; without one, its terminator is a blank too."""
    for piece in batch.pieces():
        content = piece.lstrip(BLANKS)
        blanks = piece[: len(piece) - len(content)]
        yield blanks if content else blanks + batch.delimiters.segment, content


def _segment(content: bytes, batch: Batch) -> RawSegment:
    delimiters = batch.delimiters
    ending = delimiters.segment if batch.terminated else b""
    return RawSegment(content.partition(delimiters.element)[0], content, ending, delimiters)
