"""Puts the transaction sets of a checked claim file, byte for byte, into an envelope of ours."""

from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.x12.claim_file import ClaimFile
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.envelope import FunctionalGroup

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


def reenvelope(data: bytes, claim_file: ClaimFile, envelope: Envelope) -> bytes:
    """One interchange with one functional group that holds the sets of `data` unchanged.

    `claim_file` is the result of checking the same `data`. Delimiters, GS08 and the line ends
    between segments stay as in the file; times are written in UTC. Raises ValueError when the
    file is not acceptable or a value does not fit its place.
    """
    if not claim_file.acceptable or claim_file.interchange is None or not claim_file.delimiters:
        raise ValueError("only an acceptable claim file can be sent on")
    (group,), delimiters = claim_file.interchange.groups, claim_file.delimiters
    body = data[group.sets[0].start : group.sets[-1].end]
    ending = delimiters.segment + _line_end(data, group.sets[-1].end)
    header = [_isa(envelope, delimiters, _repetition(delimiters, body)), _gs(envelope, group)]
    number = envelope.control_number
    trailer = [["GE", str(len(group.sets)), str(number)], ["IEA", "1", f"{number:09d}"]]
    return b"".join(
        (
            *_write(header, delimiters, ending),
            body,
            ending[1:],
            *_write(trailer, delimiters, ending),
        )
    )


def _isa(envelope: Envelope, delimiters: Delimiters, repetition: bytes) -> list[str]:
    _require(0 < envelope.control_number <= LARGEST_CONTROL_NUMBER)
    _require(len(envelope.sender_id) <= 15 and len(envelope.receiver_id) <= 15)
    _require(len(envelope.sender_qualifier) == len(envelope.receiver_qualifier) == 2)
    _require(len(envelope.usage_indicator) == 1)
    blank, created = " " * 10, envelope.created_at.astimezone(UTC)
    sender = [envelope.sender_qualifier, f"{envelope.sender_id:<15}"]
    receiver = [envelope.receiver_qualifier, f"{envelope.receiver_id:<15}"]
    when = [f"{created:%y%m%d}", f"{created:%H%M}"]
    control = [repetition.decode("latin-1"), VERSION, f"{envelope.control_number:09d}", "0"]
    ends = [envelope.usage_indicator, delimiters.component.decode("latin-1")]
    return ["ISA", "00", blank, "00", blank, *sender, *receiver, *when, *control, *ends]


def _gs(envelope: Envelope, group: FunctionalGroup) -> list[str]:
    created = envelope.created_at.astimezone(UTC)
    parties = [envelope.group_sender, envelope.group_receiver]
    when = [f"{created:%Y%m%d}", f"{created:%H%M}"]
    return ["GS", "HC", *parties, *when, str(envelope.control_number), "X", group.version]


def _write(segments: list[list[str]], delimiters: Delimiters, ending: bytes) -> list[bytes]:
    reserved = {delimiters.element[0], delimiters.segment[0]}
    written = []
    for segment in segments:
        values = [value.encode("ascii") for value in segment]
        _require(not any(reserved.intersection(value) for value in values))
        written.append(delimiters.element.join(values) + ending)
    return written


def _repetition(delimiters: Delimiters, body: bytes) -> bytes:
    """The file's own, else a character that no value of the sets could be torn apart by."""
    if delimiters.repetition is not None:
        return delimiters.repetition
    used = {*delimiters.element, *delimiters.component, *delimiters.segment, *body}
    free = [byte for byte in _REPETITIONS if byte not in used]
    _require(bool(free))
    return bytes(free[:1])


def _line_end(data: bytes, at: int) -> bytes:
    """The line end that follows the terminator of the last set in the file."""
    following = data[at : at + 2]
    if following == b"\r\n":
        return following
    return following[:1] if following[:1] in (b"\r", b"\n") else b""


def _require(fits: bool) -> None:
    if not fits:
        raise ValueError("a value does not fit its place in the envelope")
