"""Rewrites segments from one file's delimiters to another's."""

from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.regroup.raw_segments import RawSegment


class DelimiterChange:
    """Writes segments of any file in the delimiters of one; its own segments stay as they are."""

    def __init__(self, wanted: Delimiters) -> None:
        self._wanted = wanted
        self._known = _Change(wanted, wanted)

    def write(self, segment: RawSegment) -> bytes:
        """The segment's bytes.

        Raises ValueError when a value holds a character that would tear it apart.
        """
        if segment.delimiters != self._known.source:
            self._known = _Change(segment.delimiters, self._wanted)
        return self._known.write(segment)


class _Change:
    def __init__(self, source: Delimiters, wanted: Delimiters) -> None:
        self.source = source
        before, after = _bytes(source), _bytes(wanted)
        self._torn_by = bytes(set(after) - set(before))
        self._table = bytes.maketrans(before, after[: len(before)])
        self._terminator = wanted.segment
        self._same = source == wanted

    def write(self, segment: RawSegment) -> bytes:
        if self._same:
            return segment.content + segment.ending
        content = segment.content
        if len(content.translate(None, self._torn_by)) < len(content):
            raise ValueError("a value holds a delimiter of the file that is being written")
        return content.translate(self._table) + self._terminator + segment.ending[1:]


def _bytes(delimiters: Delimiters) -> bytes:
    """All four, the repetition separator last."""
    needed = delimiters.element + delimiters.component + delimiters.segment
    return needed + (delimiters.repetition or b"")
