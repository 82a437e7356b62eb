"""What an X12 file is, by its content alone."""

from collections.abc import Iterator
from enum import StrEnum

from chalicelib.x12.delimiters import UnreadableInterchange
from chalicelib.x12.segments import Segment, read_segments

CLAIM_ACKNOWLEDGMENT_GUIDE = "005010X214"


class X12Kind(StrEnum):
    """The transactions that this product knows."""

    IMPLEMENTATION_ACKNOWLEDGMENT = "999"
    FUNCTIONAL_ACKNOWLEDGMENT = "997"
    INTERCHANGE_ACKNOWLEDGMENT = "TA1"
    CLAIM_ACKNOWLEDGMENT = "277CA"
    REMITTANCE = "835"
    CLAIM = "837"


_BY_SET_ID = {kind.value: kind for kind in X12Kind}


def sniff_x12(data: bytes) -> X12Kind | None:
    """The kind of the first transaction set, TA1 when there is none but a TA1; never raises.

    None for what is not X12, what ends before it says, and for other transactions. A 277 is told
    from a status response by its guide in ST03, or in GS08 where ST03 is empty.
    """
    try:
        return _kind_of_file(read_segments(data))
    except UnreadableInterchange:
        return None


def _kind_of_file(segments: Iterator[Segment]) -> X12Kind | None:
    version, found = "", None
    for segment in segments:
        if segment.id == "TA1":
            found = X12Kind.INTERCHANGE_ACKNOWLEDGMENT
        elif segment.id == "GS":
            version = segment[8]
        elif segment.id == "ST":
            return _kind_of_set(segment, version)
    return found


def _kind_of_set(st: Segment, version: str) -> X12Kind | None:
    if st[1] == "277" and (st[3] or version).startswith(CLAIM_ACKNOWLEDGMENT_GUIDE):
        return X12Kind.CLAIM_ACKNOWLEDGMENT
    return _BY_SET_ID.get(st[1])
