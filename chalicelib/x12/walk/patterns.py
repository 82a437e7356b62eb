"""One regular expression for each segment of a guide: does the text of a segment meet it?

A pattern accepts nothing that `element_errors` finds fault with. It need not accept all else: what
it does not accept is looked at closely. So it can stay simple (no 29 February, no trailing blanks).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.guide.specs import (
    ADJUSTMENT,
    NOT_USED,
    PERIOD,
    REQUIRED,
    UNLIMITED,
    CompositeSpec,
    ElementSpec,
    SegmentSpec,
    Slot,
)
from chalicelib.x12.typed import NamedTuple
from chalicelib.x12.walk.value_faults import value_fault

_DATE = (
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])"
    r"(?:0[1-9]|1\d|2[0-8]|(?<!02)(?:29|30)|(?<=0[13578]|1[02])31)"
)
_MINUTE = r"(?:[01]\d|2[0-3])[0-5]\d"
_TIME = rf"{_MINUTE}(?:[0-5]\d(?:\d\d?)?)?"
_PERIODS = {"D8": _DATE, "RD8": f"{_DATE}-{_DATE}", "DT": _DATE + _MINUTE, "TM": _TIME}
_BY_TYPE = {("DT", 8, 8): _DATE, ("TM", 4, 8): _TIME}
_NEVER, _ALWAYS = r"(?!)", ""
_NO_BLANK_BEFORE = "(?<! )"
_LONGEST_AMOUNT = 18
_FIRST = 0


class Field(NamedTuple):
    """The pattern of one or more elements, and whether they may be left out at the end."""

    position: int
    pattern: str
    is_optional: bool


def segment_pattern(spec: SegmentSpec, delimiters: Delimiters) -> re.Pattern[str]:
    """The pattern of a whole segment, without its terminator."""
    writer = _Writer(delimiters)
    ahead = {at: "".join(writer.conditions(spec, at)) for at in range(len(spec.slots) + 1)}
    body = _joined(writer.element, list(writer.fields(spec.slots, writer.element)), ahead)
    return re.compile(rf"{spec.id}{ahead[_FIRST]}{body}\Z", re.ASCII)


def _joined(separator: str, fields: Sequence[Field], ahead: Mapping[int, str]) -> str:
    """Each field behind a separator; behind the last one that must be there, all may be absent.

    `ahead` is what must hold where the separator before an element stands, by its position.
    """
    tail, all_optional = "", True
    for position, pattern, is_optional in reversed(fields):
        tail = f"{ahead.get(position, '')}{separator}{pattern}{tail}"
        all_optional = all_optional and is_optional
        if all_optional:
            tail = f"(?:{tail}|)"
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
        following = [*slots[1:], None]
        for position, (slot, after) in enumerate(zip(slots, following, strict=True), start=1):
            is_optional = slot.usage != REQUIRED
            if after is not None and _is_period(after):
                pattern = self._format_and_period(slot, separator)
                yield Field(position, pattern, is_optional)
            elif not _is_period(slot):
                yield Field(position, self._field(slot), is_optional)

    def _field(self, slot: Slot) -> str:
        if slot.usage == NOT_USED or slot.content is None:
            return ""
        pattern = self._repeated(slot, self._content(slot.content))
        return pattern if slot.usage == REQUIRED else f"(?:{pattern}|)"

    def _format_and_period(self, slot: Slot, separator: str) -> str:
        codes = slot.content.codes if isinstance(slot.content, ElementSpec) else ()
        known = [code for code in codes if code in _PERIODS]
        both = "|".join(f"{code}{separator}{_PERIODS[code]}" for code in known) or _NEVER
        return f"(?:{both})" if slot.usage == REQUIRED else f"(?:{both}|{separator})"

    def _repeated(self, slot: Slot, pattern: str) -> str:
        if slot.most == 1 or not self.repetition:
            return pattern
        more = "*" if slot.most == UNLIMITED else f"{{0,{slot.most - 1}}}"
        return f"{pattern}(?:{self.repetition}{pattern}){more}"

    def _content(self, content: ElementSpec | CompositeSpec) -> str:
        if isinstance(content, ElementSpec):
            return self._value(content)
        first, *rest = self.fields(content.parts, self.component)
        return (
            _NEVER if first.is_optional else f"{first.pattern}{_joined(self.component, rest, {})}"
        )

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
        return self._text(spec.shortest, spec.longest)

    def _text(self, shortest: int, longest: int) -> str:
        """Nothing in it is tried twice: a delimiter, which no text holds, must follow it."""
        if longest == 1:
            return self._visible
        more = f"{self._any}{{{shortest - 1},{longest - 1}}}+"
        return f"{self._visible}{more}{_NO_BLANK_BEFORE}"

    def conditions(self, spec: SegmentSpec, start: int) -> Iterator[str]:
        """Look-aheads that hold only when conditions are met, for the separator at `start`.

        Where a segment ends before the first element of a condition, none of them is there: most
        conditions are met by that. That one of them is there must be looked for always.
        """
        for kind, positions in spec.conditions:
            at = _FIRST if kind == "R" else _field_of(spec, min(positions))
            if at == start:
                marks = [self._presence(spec, each, max(at, 1)) for each in positions]
                yield _condition(kind, marks)

    def _presence(self, spec: SegmentSpec, position: int, start: int) -> str:
        """What matches at the separator before `start` when the element is not empty."""
        usage, separator = spec.slots[position - 1].usage, self.element
        if usage == NOT_USED:
            return _NEVER
        before = f"{separator}[^{separator}]*" * (position - start)
        return _ALWAYS if usage == REQUIRED else f"{before}{separator}[^{separator}]"


def _field_of(spec: SegmentSpec, position: int) -> int:
    """Where the field begins that holds the element: a period goes with its format."""
    return position - 1 if _is_period(spec.slots[position - 1]) else position


def _condition(kind: str, marks: list[str]) -> str:
    first, others = marks[0], marks[1:]
    match kind:
        case "P":
            return _either([_all(marks), _none(marks)])
        case "R":
            return _any(marks)
        case "E":
            return _either([_none(_without(marks, mark)) for mark in marks])
        case "C":
            return _either([_none([first]), _all(others)])
        case _:
            return _either([_none([first]), _any(others)])


def _amount(shortest: int, longest: int) -> str:
    if shortest > 1 or longest <= 2:
        return rf"\d{{{shortest},{longest}}}+"
    return rf"-?\d{{1,{longest - 2}}}+(?:\.\d\d?|)"


def _is_period(slot: Slot) -> bool:
    return isinstance(slot.content, ElementSpec) and slot.content.type == PERIOD


def _literal(delimiter: bytes) -> str:
    return re.escape(delimiter.decode("latin-1"))


def _without(marks: list[str], left_out: str) -> list[str]:
    return [mark for mark in marks if mark is not left_out]


def _all(marks: list[str]) -> str:
    undecided = [mark for mark in marks if mark != _ALWAYS]
    return _NEVER if _NEVER in undecided else "".join(f"(?={mark})" for mark in undecided)


def _any(marks: list[str]) -> str:
    chosen = _either(marks)
    return chosen if chosen in (_ALWAYS, _NEVER) else f"(?={chosen})"


def _none(marks: list[str]) -> str:
    undecided = [mark for mark in marks if mark != _NEVER]
    return _NEVER if _ALWAYS in undecided else "".join(f"(?!{mark})" for mark in undecided)


def _either(choices: list[str]) -> str:
    """What the guide decides for every segment needs no look at any."""
    undecided = [choice for choice in choices if choice != _NEVER]
    if _ALWAYS in undecided:
        return _ALWAYS
    return f"(?:{'|'.join(undecided)})" if undecided else _NEVER
