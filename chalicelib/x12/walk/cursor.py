"""Where one is in the segments of a file."""

from collections.abc import Iterator

from chalicelib.x12.batches import Batch
from chalicelib.x12.delimiters import BLANK_TEXT
from chalicelib.x12.segments import Segment


class Cursor:
    """The pieces of one batch that are still to come, and the number and end of the last one.

    `number` counts segments from 1 (ISA) over the whole file, `end` is the byte behind the
    terminator. `separator` stands between elements.
    """

    __slots__ = ("_ending", "end", "number", "pieces", "separator", "terminated")

    def __init__(self, batch: Batch, number: int) -> None:
        self.pieces: Iterator[str] = iter(batch.texts())
        self.number, self.end = number, batch.offset
        self.terminated = batch.terminated
        self.separator = batch.delimiters.element.decode("latin-1")
        self._ending = int(batch.terminated)

    def next(self) -> str | None:
        """The next segment that is not blank; None behind the last."""
        for piece in self.pieces:
            self.end += len(piece) + self._ending
            text = piece.lstrip(BLANK_TEXT)
            if text:
                self.number += 1
                return text
        return None

    def segment(self, text: str) -> Segment:
        """The last piece as a segment."""
        start = self.end - self._ending - len(text)
        return Segment(self.number, start, self.end, text.split(self.separator), self.terminated)
