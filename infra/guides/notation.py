"""Our own notation for guides that no open map describes.

A line is a segment or a loop; what stands deeper belongs to the loop above.

    loop 2100A R 1
      NM1 R 1 | 98R=PR 1065R=2 1035R N*4 66R=PI,XV 67R N*3 | P0809

Usage (R, S), how often (>1: any number), then the elements: data element number, usage, codes
after `=`, `^9` for up to nine repetitions, `*4` for four alike; `N` is a position not used; a
composite stands in parentheses before its usage; conditions come last. `= 837P 2300 REF*F8`
instead of elements takes a segment from that loop of another guide (or, without a segment, the
whole loop). Siblings that begin with the same segment id may come in any order.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from chalicelib.x12.guide.specs import (
    UNLIMITED,
    Child,
    CompositeSpec,
    LoopSpec,
    SegmentSpec,
    Slot,
    qualifier_of,
)
from infra.guides.pyx12_maps import condition, element

Lookup = Callable[[str], LoopSpec]
_TOKEN = re.compile(
    r"\(|\)?(?P<number>I?\d+)?(?P<usage>[RSN])(?:=(?P<codes>[^\s^*()]+))?"
    r"(?:\^(?P<most>\d+))?(?:\*(?P<times>\d+))?"
)


@dataclass
class _Line:
    depth: int
    words: str
    below: list["_Line"] = field(default_factory=list)


def read_guide(text: str, lookup: Lookup) -> LoopSpec:
    """A guide from its text; `lookup` gives the other guides that it refers to by name."""
    root = _Line(-1, "loop ST_LOOP R 1")
    open_lines = [root]
    for words in text.splitlines():
        if words.strip() and not words.strip().startswith("#"):
            line = _Line(len(words) - len(words.lstrip()), words.strip())
            while open_lines[-1].depth >= line.depth:
                open_lines.pop()
            open_lines[-1].below.append(line)
            open_lines.append(line)
    return _Reader(lookup).loop("ST_LOOP", root)


class _Reader:
    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._own: dict[str, LoopSpec] = {}

    def loop(self, loop_id: str, line: _Line) -> LoopSpec:
        children: list[Child] = []
        for below in line.below:
            child = self._child(below)
            last = children[-1] if children else None
            same = last is not None and last.segment.id == child.segment.id
            position = 0 if last is None else last.position + (not same)
            children.append(child._replace(position=position))
            self._own[loop_id] = LoopSpec(loop_id, tuple(children))
        return self._own[loop_id]

    def _child(self, line: _Line) -> Child:
        head, _, reference = line.words.partition(" = ")
        if head.startswith("loop "):
            _, loop_id, usage, most = head.split()
            loop = self._find(reference) if reference else self.loop(loop_id, line)
            return Child(0, usage, _most(most), loop._replace(id=loop_id))
        head, *parts = (part.strip() for part in head.split("|"))
        segment_id, usage, most = head.split()
        content = self._segment_of(reference) if reference else segment(segment_id, *parts)
        return Child(0, usage, _most(most), content)

    def _find(self, reference: str) -> LoopSpec:
        guide, loop_id = reference.split()
        if guide == "here":
            return self._own[loop_id]
        return next(each for each in _loops(self._lookup(guide)) if each.id == loop_id)

    def _segment_of(self, reference: str) -> SegmentSpec:
        place, _, wanted = reference.rpartition(" ")
        segment_id, _, code = wanted.partition("*")
        loop = self._find(place)
        segments = [each.segment for each in loop.children if each.segment.id == segment_id]
        return next(each for each in segments if not code or _has_code(each, code))


def segment(segment_id: str, elements: str, conditions: str = "") -> SegmentSpec:
    """A segment from its elements and conditions, as they are noted."""
    slots, _ = _slots(_TOKEN.finditer(elements))
    return SegmentSpec(segment_id, tuple(slots), tuple(map(condition, conditions.split())))


def _slots(tokens: Iterator[re.Match[str]]) -> tuple[list[Slot], re.Match[str] | None]:
    """The slots up to a closing parenthesis, and that with the composite's usage."""
    slots: list[Slot] = []
    for token in tokens:
        if token.group().startswith(")"):
            return slots, token
        if token.group() == "(":
            parts, closing = _slots(tokens)
            slots += _composite(parts, closing)
        else:
            slots += [_slot(token)] * int(token["times"] or 1)
    return slots, None


def _composite(parts: list[Slot], closing: re.Match[str] | None) -> list[Slot]:
    if closing is None:
        raise ValueError("a composite is not closed")
    slot = _slot(closing)._replace(content=CompositeSpec(tuple(parts)))
    return [slot] * int(closing["times"] or 1)


def _slot(token: re.Match[str]) -> Slot:
    if not token["number"]:
        return Slot(token["usage"], int(token["most"] or 1), None)
    codes = tuple((token["codes"] or "").split(",")) if token["codes"] else ()
    return Slot(token["usage"], int(token["most"] or 1), element(token["number"], codes))


def _most(text: str) -> int:
    return UNLIMITED if text == ">1" else int(text)


def _has_code(spec: SegmentSpec, code: str) -> bool:
    qualifier = qualifier_of(spec)
    return qualifier is not None and code in qualifier.codes


def _loops(loop: LoopSpec) -> Iterator[LoopSpec]:
    yield loop
    for child in loop.children:
        if isinstance(child.content, LoopSpec):
            yield from _loops(child.content)
