"""One regular expression for each segment of a guide: does the text of a segment meet it?

A pattern accepts nothing that `element_errors` finds fault with. It need not accept all else: what
it does not accept is looked at closely. So it can stay simple (no 29 February, no trailing blanks).
"""

import re
from collections.abc import Iterator, Sequence

from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.guide.specs import (
    ADJUSTMENT,
    NOT_USED,
    PERIOD,
    REQUIRED,
    UNLIMITED,
    CompositeSpec,
    Condition,
    ElementSpec,
    SegmentSpec,
    Slot,
)
from chalicelib.x12.walk.value_faults import value_fault

_DATE = (
    r"(?:19|20)\d\d(?:(?:0[13578]|1[02])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[469]|11)(?:0[1-9]|[12]\d|30)|02(?:0[1-9]|1\d|2[0-8]))"
)
_MINUTE = r"(?:[01]\d|2[0-3])[0-5]\d"
_TIME = rf"{_MINUTE}(?:[0-5]\d(?:\d\d?)?)?"
_PERIODS = {"D8": _DATE, "RD8": f"{_DATE}-{_DATE}", "DT": _DATE + _MINUTE, "TM": _TIME}
_BY_TYPE = {("DT", 8, 8): _DATE, ("TM", 4, 8): _TIME}
_NEVER = r"(?!)"
_LONGEST_AMOUNT = 18

Field = tuple[str, bool]
"""The pattern of one or more elements, and whether they may be left out at the end."""


def segment_pattern(spec: SegmentSpec, delimiters: Delimiters) -> re.Pattern[str]:
    """The pattern of a whole segment, without its terminator."""
    writer = _Writer(delimiters)
    conditions = "".join(writer.condition(spec, each) for each in spec.conditions)
    body = _joined(writer.element, list(writer.fields(spec.slots, writer.element)))
    return re.compile(rf"{conditions}{spec.id}{body}\Z", re.ASCII)


def _joined(separator: str, fields: Sequence[Field]) -> str:
    """Each field behind a separator; behind the last one that must be there, all may be absent."""
    tail, all_optional = "", True
    for pattern, optional in reversed(fields):
        tail = f"{separator}{pattern}{tail}"
        all_optional = all_optional and optional
        if all_optional:
            tail = f"(?:{tail})?"
    return tail


class _Writer:
    """Writes patterns in the delimiters of one interchange."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.element = _literal(delimiters.element)
        self.component = _literal(delimiters.component)
        self.repetition = _literal(delimiters.repetition or b"")
        used = delimiters.element + delimiters.component + delimiters.segment
        taken = {*used, *(delimiters.repetition or b"")}
        visible = "".join(re.escape(chr(at)) for at in range(0x21, 0x7F) if at not in taken)
        self._visible, self._any = f"[{visible}]", f"[ {visible}]"

    def fields(self, slots: Sequence[Slot], separator: str) -> Iterator[Field]:
        """The fields of a segment or composite; a date period goes with the format before it."""
        ahead = [*slots[1:], None]
        was_format = False
        for slot, following in zip(slots, ahead, strict=True):
            is_format = following is not None and _is_period(following)
            if is_format and following is not None:
                yield self._format_and_period(slot, following, separator)
            elif not was_format:
                yield self._field(slot)
            was_format = is_format

    def _field(self, slot: Slot) -> Field:
        if slot.usage == NOT_USED or slot.content is None:
            return "", True
        pattern = self._repeated(slot, self._content(slot.content))
        if slot.usage == REQUIRED:
            return pattern, False
        return f"(?:{pattern})?", True

    def _format_and_period(self, slot: Slot, period: Slot, separator: str) -> Field:
        codes = slot.content.codes if isinstance(slot.content, ElementSpec) else ()
        known = [code for code in codes if code in _PERIODS]
        both = "|".join(f"{code}{separator}{_PERIODS[code]}" for code in known) or _NEVER
        if slot.usage == REQUIRED:
            return f"(?:{both})", False
        return f"(?:{both}|{separator})", True

    def _repeated(self, slot: Slot, pattern: str) -> str:
        if slot.most == 1 or not self.repetition:
            return pattern
        more = "*" if slot.most == UNLIMITED else f"{{0,{slot.most - 1}}}"
        return f"{pattern}(?:{self.repetition}{pattern}){more}"

    def _content(self, content: ElementSpec | CompositeSpec) -> str:
        if isinstance(content, ElementSpec):
            return self._value(content)
        (first, first_optional), *rest = self.fields(content.parts, self.component)
        return _NEVER if first_optional else f"{first}{_joined(self.component, rest)}"

    def _value(self, spec: ElementSpec) -> str:
        if spec.codes:
            sound = [code for code in spec.codes if value_fault(spec, code) is None]
            return "(?:" + "|".join(re.escape(code) for code in sound) + ")"
        if spec.type == "R":
            return _amount(spec.shortest, min(spec.longest, _LONGEST_AMOUNT))
        if spec.type.startswith("N"):
            return rf"-?\d{{{spec.shortest},{spec.longest}}}"
        if spec.type == ADJUSTMENT:
            return r"(?:\d{1,3}|[A-Z]\d{1,2})"
        if spec.type in ("DT", "TM"):
            return _BY_TYPE.get(spec[:3], _NEVER)
        return f"{self._any}{{{spec.shortest - 1},{spec.longest - 1}}}{self._visible}"

    def condition(self, spec: SegmentSpec, condition: Condition) -> str:
        """A look ahead that holds only when the condition is met."""
        marks = [self._presence(spec, at) for at in condition.positions]
        first, others = marks[0], marks[1:]
        match condition.kind:
            case "P":
                return f"(?:{_all(marks)}|{_none(marks)})"
            case "R":
                return _any(marks)
            case "E":
                return f"(?:{'|'.join(_none(_without(marks, mark)) for mark in marks)})"
            case "C":
                return f"(?:{_none([first])}|{_all(others)})"
            case _:
                return f"(?:{_none([first])}|{_any(others)})"

    def _presence(self, spec: SegmentSpec, position: int) -> str:
        """What matches at the start of a segment when that element is not empty."""
        usage = spec.slots[position - 1].usage
        if usage == NOT_USED:
            return _NEVER
        separator = self.element
        return (
            ""
            if usage == REQUIRED
            else f"(?:[^{separator}]*{separator}){{{position}}}[^{separator}]"
        )


def _amount(shortest: int, longest: int) -> str:
    whole = rf"\d{{{shortest},{longest}}}"
    return rf"-?(?:\d{{1,{longest - 2}}}\.\d\d?|{whole})" if shortest == 1 < longest - 1 else whole


def _is_period(slot: Slot) -> bool:
    return isinstance(slot.content, ElementSpec) and slot.content.type == PERIOD


def _literal(delimiter: bytes) -> str:
    return re.escape(delimiter.decode("latin-1"))


def _without(marks: list[str], left_out: str) -> list[str]:
    return [mark for mark in marks if mark is not left_out]


def _all(marks: list[str]) -> str:
    return "".join(f"(?={mark})" for mark in marks)


def _any(marks: list[str]) -> str:
    return f"(?={'|'.join(f'(?:{mark})' for mark in marks)})"


def _none(marks: list[str]) -> str:
    return "".join(f"(?!{mark})" for mark in marks)
