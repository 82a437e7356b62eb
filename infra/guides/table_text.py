"""Writes a guide as the compact JSON that `chalicelib.x12.guide.tables` reads."""

import json
from dataclasses import dataclass, field
from typing import Any

from chalicelib.x12.guide.specs import (
    Child,
    CompositeSpec,
    ElementSpec,
    LoopSpec,
    SegmentSpec,
    Slot,
)

Row = list[Any]


def table_text(guide: LoopSpec) -> str:
    """One row a line, every different element, segment and loop once; the last loop is the set.

    The same guide always gives the same text.
    """
    rows = _Rows()
    rows.loop(guide)
    named = {"elements": rows.elements, "segments": rows.segments, "loops": rows.loops}
    blocks = [f"{json.dumps(name)}:[\n{_lines(block)}\n]" for name, block in named.items()]
    return "{" + ",\n".join(blocks) + "}\n"


def _lines(rows: dict[str, int]) -> str:
    return ",\n".join(rows)


@dataclass
class _Rows:
    """Rows by their text, in the order in which they were first needed."""

    elements: dict[str, int] = field(default_factory=dict)
    segments: dict[str, int] = field(default_factory=dict)
    loops: dict[str, int] = field(default_factory=dict)

    def loop(self, loop: LoopSpec) -> int:
        children = [self._child(child) for child in loop.children]
        return _number(self.loops, [loop.id, children])

    def _child(self, child: Child) -> Row:
        head: Row = [child.position, child.usage, child.most]
        if isinstance(child.content, LoopSpec):
            return [*head, "loop", self.loop(child.content)]
        return [*head, "segment", self._segment(child.content)]

    def _segment(self, segment: SegmentSpec) -> int:
        slots = [self._slot(slot) for slot in segment.slots]
        conditions = [[each.kind, *each.positions] for each in segment.conditions]
        return _number(self.segments, [segment.id, slots, conditions])

    def _slot(self, slot: Slot) -> Row:
        if slot.content is None:
            return [slot.usage]
        return [slot.usage, slot.most, self._content(slot.content)]

    def _content(self, content: ElementSpec | CompositeSpec) -> int:
        if isinstance(content, CompositeSpec):
            return _number(self.elements, [self._slot(part) for part in content.parts])
        lengths = [content.shortest, content.longest]
        return _number(self.elements, [content.type, *lengths, " ".join(_spaceless(content))])


def _spaceless(content: ElementSpec) -> list[str]:
    """Codes, with the blanks inside of them (CTX01) written as underlines."""
    return [code.replace(" ", "_") for code in content.codes]


def _number(rows: dict[str, int], row: Row) -> int:
    text = json.dumps(row, separators=(",", ":"))
    return rows.setdefault(text, len(rows))
