"""Writes TA1 interchange acknowledgments."""

from collections.abc import Iterable

from chalicelib.x12.claim_file import ClaimFile
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.envelope import Interchange
from chalicelib.x12.envelope_writer import Envelope, iea, isa, with_repetition, write_segments
from chalicelib.x12.findings import ERROR, LEVELS, WARNING, Finding
from chalicelib.x12.verdicts import Verdict, codes_of

_NO_ERROR = "000"


def write_ta1(checked: ClaimFile, envelope: Envelope) -> bytes:
    """An interchange with nothing but a TA1 about the one that was checked.

    It is written in the delimiters of the file that it answers. Raises ValueError when that has
    no ISA that can be read: then nothing is known that could be answered.
    """
    interchange, delimiters = answerable(checked)
    segments = [
        isa(envelope, delimiters),
        ta1(interchange, checked.findings),
        iea(envelope, groups=0),
    ]
    return write_segments(segments, delimiters)


def answerable(checked: ClaimFile) -> tuple[Interchange, Delimiters]:
    """The interchange and the delimiters to answer in. Raises ValueError when there are none."""
    if checked.interchange is None or checked.delimiters is None:
        raise ValueError("an interchange that cannot be read cannot be acknowledged")
    return checked.interchange, with_repetition(checked.delimiters, b"")


def ta1(interchange: Interchange, findings: Iterable[Finding]) -> list[str]:
    """The elements of TA1: number, date and time of the interchange, verdict, first reason."""
    worst_first = sorted(findings, key=lambda each: LEVELS.index(each.level))
    note = next(iter(codes_of(worst_first, "TA105")), _NO_ERROR)
    named = (interchange.control_number, interchange.date, interchange.time)
    return ["TA1", *map(echo, named), verdict_on_interchange(worst_first), note]


def verdict_on_interchange(findings: Iterable[Finding]) -> Verdict:
    """TA104: an error with a TA1 code rejects the interchange, a warning is an error noted."""
    levels = {each.level for each in findings if (each.code or "").startswith("TA105")}
    if ERROR in levels:
        return Verdict.REJECTED
    noted = WARNING in levels
    return Verdict.ACCEPTED_WITH_ERRORS if noted else Verdict.ACCEPTED


def echo(value: str) -> str:
    """A value of the file in an answer, with a question mark for what is no printable ASCII."""
    return "".join(each if each.isascii() and each.isprintable() else "?" for each in value)
