"""Where one is in the segments of a file."""

from collections.abc import Iterator

from chalicelib.x12.batches import Batch
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.segments import Segment


class Cursor:
    """The pieces of one batch that are still to come, and the number and end of the last one.

    `number` counts segments from 1 (ISA) over the whole file, `end` is the byte behind the
    terminator.
    """

    __slots__ = ("_element", "_ending", "end", "number", "pieces", "terminated")

    def __init__(self, batch: Batch, number: int) -> None:
        self.pieces: Iterator[bytes] = iter(batch.pieces)
        self.number, self.end = number, batch.offset
        self.terminated = batch.terminated
        self._ending = int(batch.terminated)
        self._element = _text(batch.delimiters)

    def next(self) -> bytes | None:
        """The next segment that is not blank; None behind the last."""
        for piece in self.pieces:
            self.end += len(piece) + self._ending
            raw = piece.lstrip()
            if raw:
                self.number += 1
                return raw
        return None

    def segment(self, raw: bytes, elements: list[str]) -> Segment:
        """The last piece, which has these elements, as a segment."""
        start = self.end - self._ending - len(raw)
        return Segment(self.number, start, self.end, elements, self.terminated)

    def elements(self, raw: bytes) -> list[str]:
        """The id and the elements of a segment."""
        return raw.decode("latin-1").split(self._element)


def _text(delimiters: Delimiters) -> str:
    return delimiters.element.decode("latin-1")
