"""999 and TA1: could the clearinghouse read our interchange, its group and its sets?"""

from collections.abc import Iterator
from dataclasses import replace

from chalicelib.clearinghouses.reading import Reading, Source, UnreadableResponseError
from chalicelib.clearinghouses.response_name import ResponseName
from chalicelib.domain.fact import (
    FactKind,
    Statement,
    TransactionSetReference,
    TransmissionReference,
)
from chalicelib.interpret.syntax_errors import error_codes, error_words
from chalicelib.x12.acknowledgment_999 import (
    Acknowledgment,
    GroupAcknowledgment,
    InterchangeAcknowledgment,
    read_acknowledgment,
)
from chalicelib.x12.amounts import read_number

_INTERCHANGES = {
    "A": FactKind.INTERCHANGE_ACCEPTED,
    "E": FactKind.INTERCHANGE_ACCEPTED,
    "R": FactKind.INTERCHANGE_REJECTED,
}
_GROUPS = {
    "A": FactKind.GROUP_ACCEPTED,
    "E": FactKind.GROUP_ACCEPTED,
    "P": FactKind.GROUP_PARTIALLY_ACCEPTED,
    "R": FactKind.GROUP_REJECTED,
    "M": FactKind.GROUP_REJECTED,
    "W": FactKind.GROUP_REJECTED,
    "X": FactKind.GROUP_REJECTED,
}
_SET_REJECTED = frozenset("RMWX")
_NO_ERROR = "000"


def read_acknowledgment_999(source: Source) -> Reading:
    """TA104 and AK901 about our file, IK501 about its sets.

    Our control number is TA101 and AK102 alike (leading zeros may be lost); the name of the 999
    repeats that of our file and tells the number that the clearinghouse gave to it.
    """
    acknowledgment = read_acknowledgment(source.content)
    numbers = [each.control_number for each in acknowledgment.interchanges]
    numbers += [each.group_control_number for each in acknowledgment.groups]
    if not numbers:
        raise UnreadableResponseError("The acknowledgment acknowledges nothing.")
    statements = _numbered(_statements(acknowledgment, source.name))
    file_id = source.name.file_id
    return Reading(
        statements=tuple(statements),
        transmission=_our_file(numbers[-1], source.name),
        file_ids=(file_id,) if file_id is not None else (),
        not_understood=tuple(_unknown_codes(acknowledgment)),
    )


def _our_file(control_number: str, name: ResponseName) -> TransmissionReference:
    number = read_number(control_number)
    return TransmissionReference(
        control_number=number,
        file_name=name.submitted_name,
        file_id=name.file_id if number is None else None,
    )


def _statements(acknowledgment: Acknowledgment, name: ResponseName) -> Iterator[Statement]:
    for interchange in acknowledgment.interchanges:
        yield from _about_interchange(interchange, _our_file(interchange.control_number, name))
    for group in acknowledgment.groups:
        yield from _about_group(group, _our_file(group.group_control_number, name))


def _about_interchange(
    ta1: InterchangeAcknowledgment, our_file: TransmissionReference
) -> Iterator[Statement]:
    kind = _INTERCHANGES.get(ta1.code)
    if kind is None:
        return
    codes = () if ta1.note_code in ("", _NO_ERROR) else (f"TA105:{ta1.note_code}",)
    yield Statement(0, kind, our_file, codes=codes)
    if kind is FactKind.INTERCHANGE_REJECTED:
        yield Statement(0, FactKind.SYNTAX_REJECTED, our_file, codes=codes)


def _about_group(
    group: GroupAcknowledgment, our_file: TransmissionReference
) -> Iterator[Statement]:
    kind = _GROUPS.get(group.code)
    codes = tuple(f"AK905:{code}" for code in group.error_codes)
    rejected = [each for each in group.sets if each.code in _SET_REJECTED]
    if kind is not None:
        yield Statement(0, kind, our_file, codes=codes)
    if kind is FactKind.GROUP_REJECTED and len(rejected) < max(1, group.included or 0):
        yield Statement(0, FactKind.SYNTAX_REJECTED, our_file, codes=codes)
    for each in rejected:
        about = TransactionSetReference(our_file, each.control_number)
        yield Statement(
            0,
            FactKind.SYNTAX_REJECTED,
            about,
            codes=error_codes(each),
            message=error_words(each),
        )


def _numbered(statements: Iterator[Statement]) -> Iterator[Statement]:
    """An acknowledgment's statements keep their order, so that serves as their place."""
    for position, statement in enumerate(statements, start=1):
        yield replace(statement, position=position)


def _unknown_codes(acknowledgment: Acknowledgment) -> Iterator[int]:
    codes = [each.code in _INTERCHANGES for each in acknowledgment.interchanges]
    codes += [each.code in _GROUPS for each in acknowledgment.groups]
    return (place for place, known in enumerate(codes, start=1) if not known)
