"""Writes a guide as the lines of words that `chalicelib.x12.guide.tables` reads."""

from dataclasses import dataclass, field

from chalicelib.x12.guide.specs import (
    Child,
    CompositeSpec,
    ElementSpec,
    LoopSpec,
    SegmentSpec,
    Slot,
)
from chalicelib.x12.guide.tables import COMPOSITE


def table_text(guide: LoopSpec) -> str:
    """One row a line, every different element, segment and loop once; the last loop is the set.

    The same guide always gives the same text.
    """
    rows = _Rows()
    rows.loop(guide)
    return (
        "\n\n".join("\n".join(block) for block in (rows.elements, rows.segments, rows.loops)) + "\n"
    )


@dataclass
class _Rows:
    """Rows by their text, in the order in which they were first needed."""

    elements: dict[str, int] = field(default_factory=dict)
    segments: dict[str, int] = field(default_factory=dict)
    loops: dict[str, int] = field(default_factory=dict)

    def loop(self, loop: LoopSpec) -> int:
        children = [self._child(child) for child in loop.children]
        return _number(self.loops, [loop.id, *children])

    def _child(self, child: Child) -> str:
        head = f"{child.position}:{child.usage}:{child.most}"
        if isinstance(child.content, LoopSpec):
            return f"{head}:loop:{self.loop(child.content)}"
        return f"{head}:segment:{self._segment(child.content)}"

    def _segment(self, segment: SegmentSpec) -> int:
        slots = [self._slot(slot) for slot in segment.slots]
        conditions = [f"{kind}:{':'.join(map(str, at))}" for kind, at in segment.conditions]
        return _number(
            self.segments, [segment.id, *slots, *(["|", *conditions] if conditions else [])]
        )

    def _slot(self, slot: Slot) -> str:
        if slot.content is None:
            return slot.usage
        return f"{slot.usage}:{slot.most}:{self._content(slot.content)}"

    def _content(self, content: ElementSpec | CompositeSpec) -> int:
        if isinstance(content, CompositeSpec):
            return _number(self.elements, [COMPOSITE, *map(self._slot, content.parts)])
        lengths = [str(content.shortest), str(content.longest)]
        return _number(self.elements, [content.type, *lengths, *_spaceless(content)])


def _spaceless(content: ElementSpec) -> list[str]:
    """Codes, with the blanks inside of them (CTX01) written as underlines."""
    return [code.replace(" ", "_") for code in content.codes]


def _number(rows: dict[str, int], words: list[str]) -> int:
    return rows.setdefault(" ".join(words), len(rows))
