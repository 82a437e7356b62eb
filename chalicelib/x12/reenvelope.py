"""Puts the transaction sets of a checked claim file, byte for byte, into an envelope of ours."""

from chalicelib.x12.claim_file import ClaimFile
from chalicelib.x12.envelope_writer import (
    LARGEST_CONTROL_NUMBER,
    Envelope,
    ge,
    gs,
    iea,
    isa,
    line_end,
    with_repetition,
    write_segments,
)

__all__ = ["LARGEST_CONTROL_NUMBER", "Envelope", "reenvelope"]


def reenvelope(data: bytes, claim_file: ClaimFile, envelope: Envelope) -> bytes:
    """One interchange with one functional group that holds the sets of `data` unchanged.

    `claim_file` is the result of checking the same `data`. Delimiters, GS08 and the line ends
    between segments stay as in the file; times are written in UTC. Raises ValueError when the
    file is not acceptable or a value does not fit its place.
    """
    if not claim_file.acceptable or claim_file.interchange is None or not claim_file.delimiters:
        raise ValueError("only an acceptable claim file can be sent on")
    (group,) = claim_file.interchange.groups
    end = group.sets[-1].end
    body, newline = data[group.sets[0].start : end], line_end(data[end : end + 2])
    delimiters = with_repetition(claim_file.delimiters, body)
    header = [isa(envelope, delimiters), gs(envelope, "HC", group.version)]
    trailer = [ge(envelope, len(group.sets)), iea(envelope, 1)]
    return b"".join(
        (
            write_segments(header, delimiters, newline),
            body,
            newline,
            write_segments(trailer, delimiters, newline),
        )
    )
