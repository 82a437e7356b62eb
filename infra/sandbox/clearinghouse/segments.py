"""An arrived X12 file as segments in the usual delimiters, whatever its own were."""

from collections.abc import Sequence

Segment = Sequence[str]

ISA_LENGTH = 106
USUAL = "*:~^"


def read_segments(content: bytes) -> list[Segment]:
    """The elements of each segment, components parted by `:`; empty when there is no whole ISA.

    A character of the usual delimiters that is plain data in this file becomes a blank, so that
    values can be written into answers as they are.
    """
    text = content.decode("latin-1")
    if len(text) < ISA_LENGTH or not text.startswith("ISA"):
        return []
    own = text[3] + text[104] + text[105] + ("" if text[82].isalnum() else text[82])
    table = str.maketrans(USUAL, " " * len(USUAL)) | str.maketrans(own, USUAL[: len(own)])
    pieces = (piece.strip("\r\n") for piece in text.translate(table).split("~"))
    return [piece.split("*") for piece in pieces if piece]


def element(segment: Segment, position: int) -> str:
    """The element at `position` (1 is the first after the segment's name), or nothing."""
    return segment[position] if position < len(segment) else ""


def component(value: str, position: int) -> str:
    """The component at `position` (from 1) of a composite, or nothing."""
    parts = value.split(":")
    return parts[position - 1] if position <= len(parts) else ""


def first(segments: Sequence[Segment], name: str, *qualifiers: str) -> Segment:
    """The first segment of that name whose first element is one of `qualifiers`, if any given."""
    for segment in segments:
        if segment[0] == name and (not qualifiers or element(segment, 1) in qualifiers):
            return segment
    return ()
