"""Writes the outer segments of an interchange: ISA, GS, GE and IEA."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.x12.delimiters import Delimiters

VERSION = "00501"
LARGEST_CONTROL_NUMBER = 999_999_999
_REPETITIONS = b"^`|!&%$#"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What ISA and GS are to say. `control_number` becomes both ISA13 and GS06."""

    sender_qualifier: str
    sender_id: str
    receiver_qualifier: str
    receiver_id: str
    group_sender: str
    group_receiver: str
    control_number: int
    usage_indicator: str
    created_at: datetime


def isa(envelope: Envelope, delimiters: Delimiters) -> list[str]:
    """The elements of ISA, times in UTC. Raises ValueError when a value does not fit its place."""
    require(delimiters.repetition is not None)
    require(0 < envelope.control_number <= LARGEST_CONTROL_NUMBER)
    require(len(envelope.sender_id) <= 15 and len(envelope.receiver_id) <= 15)
    require(len(envelope.sender_qualifier) == len(envelope.receiver_qualifier) == 2)
    require(len(envelope.usage_indicator) == 1)
    blank, created = " " * 10, envelope.created_at.astimezone(UTC)
    sender = [envelope.sender_qualifier, f"{envelope.sender_id:<15}"]
    receiver = [envelope.receiver_qualifier, f"{envelope.receiver_id:<15}"]
    when = [f"{created:%y%m%d}", f"{created:%H%M}"]
    repetition = (delimiters.repetition or b"").decode("latin-1")
    control = [repetition, VERSION, f"{envelope.control_number:09d}", "0"]
    ends = [envelope.usage_indicator, delimiters.component.decode("latin-1")]
    return ["ISA", "00", blank, "00", blank, *sender, *receiver, *when, *control, *ends]


def gs(envelope: Envelope, functional_id: str, version: str) -> list[str]:
    """The elements of GS; `version` is GS08."""
    created = envelope.created_at.astimezone(UTC)
    parties = [envelope.group_sender, envelope.group_receiver]
    when = [f"{created:%Y%m%d}", f"{created:%H%M}"]
    return ["GS", functional_id, *parties, *when, str(envelope.control_number), "X", version]


def ge(envelope: Envelope, sets: int) -> list[str]:
    """The elements of GE behind so many transaction sets."""
    return ["GE", str(sets), str(envelope.control_number)]


def iea(envelope: Envelope, groups: int) -> list[str]:
    """The elements of IEA behind so many functional groups."""
    return ["IEA", str(groups), f"{envelope.control_number:09d}"]


def write_segments(
    segments: Iterable[list[str]], delimiters: Delimiters, line_end: bytes = b""
) -> bytes:
    """Each segment with its terminator and line end.

    Raises ValueError when a value is not ASCII or would be torn apart by a delimiter.
    """
    reserved = {delimiters.element[0], delimiters.segment[0]}
    ending, written = delimiters.segment + line_end, bytearray()
    for segment in segments:
        values = [value.encode("ascii") for value in segment]
        require(not any(reserved.intersection(value) for value in values))
        written += delimiters.element.join(values) + ending
    return bytes(written)


def with_repetition(delimiters: Delimiters, body: bytes) -> Delimiters:
    """The same with a repetition separator: where there is none, one that is not in `body`.

    Raises ValueError when there is none left.
    """
    if delimiters.repetition is not None:
        return delimiters
    used = {*delimiters.element, *delimiters.component, *delimiters.segment, *body}
    free = [byte for byte in _REPETITIONS if byte not in used]
    require(bool(free))
    return delimiters._replace(repetition=bytes(free[:1]))


def line_end(following: bytes) -> bytes:
    """The line end that stands at the start of what follows a segment terminator."""
    if following.startswith(b"\r\n"):
        return b"\r\n"
    return following[:1] if following[:1] in (b"\r", b"\n") else b""


def require(fits: bool) -> None:
    """Raises ValueError when a value does not fit its place."""
    if not fits:
        raise ValueError("a value does not fit its place in the envelope")
