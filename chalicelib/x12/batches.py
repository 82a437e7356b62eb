"""Chunks of bytes to batches of raw segments: fast, and with little in memory at any time."""

from collections.abc import Generator, Iterable, Iterator

from chalicelib.x12.delimiters import (
    BLANKS,
    BYTE_ORDER_MARK,
    ISA_BYTES,
    Delimiters,
    UnreadableInterchange,
    delimiters_at,
    interchange_offset,
)
from chalicelib.x12.typed import NamedTuple

PADDING = BLANKS + b"\x00\x1a"
_FIRST_SLICE, _LARGEST_SLICE = 1 << 10, 1 << 16
_BLANKS_BEFORE = 64


class Batch(NamedTuple):
    """Segments of one interchange that follow each other, each with its terminator.

    `offset` is where they start in the file. `terminated` is False when the file ends before the
    terminator of its last segment, the only one of such a batch.
    """

    delimiters: Delimiters
    offset: int
    content: bytes
    terminated: bool = True

    def pieces(self) -> list[bytes]:
        """The segments without their terminators.

        Blanks and line ends may stand before a segment; a piece may consist of nothing else.
        """
        return self.content.split(self.delimiters.segment)[: -1 if self.terminated else None]

    def texts(self) -> list[str]:
        """The same as Latin-1, in which a character is a byte."""
        text, terminator = self.content.decode("latin-1"), self.delimiters.segment.decode("latin-1")
        return text.split(terminator)[: -1 if self.terminated else None]


def slices(data: bytes) -> Iterator[bytes]:
    """`data` in chunks that grow, so that it costs little to look at the start alone."""
    start, size = 0, _FIRST_SLICE
    while start < len(data):
        yield data[start : start + size]
        start, size = start + size, min(size * 2, _LARGEST_SLICE)


def read_batches(chunks: Iterable[bytes]) -> Iterator[Batch]:
    """All segments of all interchanges of a file that comes in chunks of any size.

    Every interchange is read with the delimiters of its own ISA; what follows the last IEA comes
    as segments too. Raises UnreadableInterchange when the file does not begin with a readable ISA.
    """
    source = _Source(chunks)
    delimiters = source.first_delimiters()
    while source.has_more():
        yield from source.interchange(delimiters)
        delimiters = source.next_delimiters(delimiters)


class _Source:
    """What was read and not yet given out, and where that starts in the file."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._held = b""
        self._offset = 0

    def has_more(self) -> bool:
        """Whether anything is left of the file."""
        return bool(self._held) or self._read()

    def first_delimiters(self) -> Delimiters:
        """Of the first ISA; what stands before it is dropped."""
        while len(self._held) < len(BYTE_ORDER_MARK) and self._read():
            pass
        if self._held.startswith(BYTE_ORDER_MARK):
            self._drop(len(BYTE_ORDER_MARK))
        self._look_ahead()
        self._drop(interchange_offset(self._held))
        return delimiters_at(self._held, 0)

    def next_delimiters(self, current: Delimiters) -> Delimiters:
        """Of the interchange that starts here, else the current ones."""
        self._look_ahead()
        try:
            begins = self._held.startswith(b"ISA")
            return delimiters_at(self._held, 0) if begins else current
        except UnreadableInterchange:
            return current

    def interchange(self, delimiters: Delimiters) -> Generator[Batch, None, None]:
        """Batches up to the next IEA, or to the end of the file."""
        trailer = b"IEA" + delimiters.element
        while self.has_more():
            stop = self._held.rfind(delimiters.segment) + 1
            stop_at_trailer = self._end_of_trailer(trailer, delimiters.segment, stop)
            if stop:
                yield self._take(delimiters, stop_at_trailer or stop)
            elif not self._read_up_to(delimiters.segment):
                yield from self._rest(delimiters)
            if stop_at_trailer:
                return

    def _end_of_trailer(self, trailer: bytes, terminator: bytes, stop: int) -> int:
        """Behind the first IEA segment before `stop`; 0 when there is none."""
        at = self._held.find(trailer, 0, stop)
        while at >= 0:
            before = self._held[max(at - _BLANKS_BEFORE, 0) : at].rstrip(BLANKS)
            if not before or before.endswith(terminator):
                return self._held.index(terminator, at) + 1
            at = self._held.find(trailer, at + 1, stop)
        return 0

    def _take(self, delimiters: Delimiters, stop: int) -> Batch:
        batch = Batch(delimiters, self._offset, self._held[:stop])
        self._drop(stop)
        return batch

    def _rest(self, delimiters: Delimiters) -> Iterator[Batch]:
        rest, start = self._held.rstrip(PADDING), self._offset
        self._drop(len(self._held))
        if rest:
            yield Batch(delimiters, start, rest, terminated=False)

    def _look_ahead(self) -> None:
        """Leading blanks are dropped, and enough is read to hold an ISA if there is one."""
        while True:
            self._drop(len(self._held) - len(self._held.lstrip(BLANKS)))
            if len(self._held) >= ISA_BYTES or not self._read():
                return

    def _drop(self, count: int) -> None:
        self._held = self._held[count:]
        self._offset += count

    def _read(self) -> bool:
        chunk = next(self._chunks, None)
        if chunk is not None:
            self._held += chunk
        return chunk is not None

    def _read_up_to(self, terminator: bytes) -> bool:
        """Reads on until a chunk holds the terminator; joins once, however long that takes."""
        parts = [self._held]
        for chunk in self._chunks:
            parts.append(chunk)
            if terminator in chunk:
                break
        self._held = b"".join(parts)
        return len(parts) > 1
