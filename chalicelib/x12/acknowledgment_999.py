"""Reads 999 implementation acknowledgments, TA1 segments, and 997s of older partners."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.x12.amounts import read_number
from chalicelib.x12.loops import Loop, complete_segments, find, split_before, split_components
from chalicelib.x12.segments import Segment

_FILE_LOOPS = frozenset({"ISA", "TA1", "GS", "ST"})
_GROUP_LOOPS = frozenset({"AK1", "AK2", "AK9", "SE"})
_SET_LOOPS = frozenset({"IK3", "AK3", "IK5", "AK5"})


@dataclass(frozen=True, slots=True)
class ElementError:
    """IK4 or AK4: element and component position (from 1), IK403. The bad value is left out."""

    position: int | None
    component: int | None
    code: str


@dataclass(frozen=True, slots=True)
class BusinessUnit:
    """CTX01: what the error is about, such as CLM01 and its value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class SegmentError:
    """IK3 or AK3 with what belongs to it; `segment_number` counts from 1 = ST in that set."""

    segment_id: str
    segment_number: int | None
    loop: str
    code: str
    element_errors: tuple[ElementError, ...]
    business_unit: BusinessUnit | None


@dataclass(frozen=True, slots=True)
class SetAcknowledgment:
    """AK2 to IK5: `control_number` is our ST02 (AK202), `code` IK501, `error_codes` IK502-06."""

    control_number: str
    guide: str
    code: str
    error_codes: tuple[str, ...]
    errors: tuple[SegmentError, ...]


@dataclass(frozen=True, slots=True)
class GroupAcknowledgment:
    """AK1 to AK9: `group_control_number` is our GS06 (AK102), perhaps without leading zeros.

    `code` is AK901, `error_codes` AK905-09; `included`, `received` and `accepted` count sets.
    `answer_control_number` is GS06 of the answer itself.
    """

    group_control_number: str
    functional_id: str
    guide: str
    code: str
    error_codes: tuple[str, ...]
    included: int | None
    received: int | None
    accepted: int | None
    sets: tuple[SetAcknowledgment, ...]
    answer_control_number: str


@dataclass(frozen=True, slots=True)
class InterchangeAcknowledgment:
    """TA1: `control_number` is our ISA13 (TA101), `code` TA104, `note_code` TA105."""

    control_number: str
    code: str
    note_code: str


@dataclass(frozen=True, slots=True)
class Acknowledgment:
    """One acknowledgment file. `interchange_control_number` is its own ISA13.

    X12 allows any number of TA1 and of groups in a file; mostly it is one of each.
    """

    interchange_control_number: str
    interchanges: tuple[InterchangeAcknowledgment, ...]
    groups: tuple[GroupAcknowledgment, ...]


def read_acknowledgment(data: bytes) -> Acknowledgment:
    """A 999, 997 or TA1 file. Raises UnreadableInterchange, also when the file is cut short."""
    own_numbers: list[str] = []
    interchanges: list[InterchangeAcknowledgment] = []
    groups: list[GroupAcknowledgment] = []
    component = answer_number = ""
    for loop in split_before(complete_segments(data), _FILE_LOOPS):
        head = loop[0]
        match head.id:
            case "ISA":
                own_numbers.append(head[13])
                component = head[16]
            case "TA1":
                interchanges.append(InterchangeAcknowledgment(head[1], head[4], head[5]))
            case "GS":
                answer_number = head[6]
            case _:
                groups.extend(_read_groups(loop, component, answer_number))
    return Acknowledgment(own_numbers[0], tuple(interchanges), tuple(groups))


def _read_groups(loop: Loop, component: str, answer_number: str) -> Iterator[GroupAcknowledgment]:
    ak1, ak9 = find(loop, "AK1"), find(loop, "AK9")
    if ak1 is None:
        return
    loops = split_before(loop, _GROUP_LOOPS)
    sets = tuple(_read_set(part, component) for part in loops if part[0].id == "AK2")
    result = ak9.elements[1:] if ak9 is not None else []
    code, included, received, accepted, *errors = [*result, *[""] * (4 - len(result))]
    counts = (read_number(included), read_number(received), read_number(accepted))
    names = (ak1[2], ak1[1], ak1[3])
    yield GroupAcknowledgment(*names, code, _present(errors), *counts, sets, answer_number)


def _read_set(loop: Loop, component: str) -> SetAcknowledgment:
    ak2, end = loop[0], find(loop, "IK5") or find(loop, "AK5")
    code, *codes = end.elements[1:] if end is not None and len(end.elements) > 1 else [""]
    loops = split_before(loop, _SET_LOOPS)
    errors = [_read_error(part, component) for part in loops if part[0].id in ("IK3", "AK3")]
    return SetAcknowledgment(ak2[2], ak2[3], code, _present(codes), tuple(errors))


def _read_error(loop: Loop, component: str) -> SegmentError:
    ik3 = loop[0]
    elements = tuple(
        _read_element_error(segment, component) for segment in loop if segment.id in ("IK4", "AK4")
    )
    place = (ik3[1], read_number(ik3[2]), ik3[3])
    return SegmentError(*place, ik3[4], elements, _read_business_unit(loop, component))


def _read_element_error(ik4: Segment, component: str) -> ElementError:
    element, part, *_ = split_components(ik4[1], component)
    return ElementError(read_number(element), read_number(part), ik4[3])


def _read_business_unit(loop: Loop, component: str) -> BusinessUnit | None:
    """The first CTX that names a unit; a CTX with a situational trigger carries no value."""
    for segment in loop:
        name, value, *_ = split_components(segment[1], component)
        if segment.id == "CTX" and value and not name.startswith("SITUATIONAL"):
            return BusinessUnit(name, value)
    return None


def _present(codes: list[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code)
