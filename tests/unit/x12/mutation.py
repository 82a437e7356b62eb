"""Makes bad files out of sound ones, and says what was found in them."""

import re

from chalicelib.x12.batches import slices
from chalicelib.x12.check_file import check_file

Found = list[tuple[str, int | None]]


def found_in(data: bytes) -> Found:
    """Rule (without `x12.`) and segment number of every finding, in file order."""
    findings = check_file(slices(data)).findings
    return [(each.rule.removeprefix("x12."), each.segment_number) for each in findings]


def changed(data: bytes, old: str, new: str) -> bytes:
    """`data` with the first `old` replaced by `new`; counts of segments are put right."""
    text = data.decode("latin-1")
    assert old in text
    return recounted(text.replace(old, new, 1).encode("latin-1"))


def without_segment(data: bytes, number: int) -> bytes:
    """`data` without the segment of this number, from 0; counts of segments are put right."""
    segments = data.split(b"~")
    return recounted(b"~".join([*segments[:number], *segments[number + 1 :]]))


def number_of(data: bytes, marker: str) -> int:
    """The number of the first segment that holds `marker`, from 1."""
    at = data.index(marker.encode("latin-1"))
    return data.count(b"~", 0, at) + 1


def recounted(data: bytes) -> bytes:
    """SE01 of every transaction set put right."""

    def count(match: re.Match[bytes]) -> bytes:
        return b"ST*%b~SE*%d*" % (match[1], match[0].count(b"~") + 1)

    return re.sub(rb"ST\*((?:(?!~SE\*).)*)~SE\*\d+\*", count, data, flags=re.DOTALL)
