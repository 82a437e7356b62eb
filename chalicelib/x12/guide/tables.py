"""Reads guide tables from the files beside this package.

They are lines of words, not JSON: `json` alone takes longer to import than a table to read.
"""

from collections.abc import Sequence
from functools import cache

import chalicelib.x12
from chalicelib.x12.guide.specs import (
    Child,
    CompositeSpec,
    Condition,
    ElementSpec,
    LoopSpec,
    SegmentSpec,
    Slot,
)

TABLES = f"{chalicelib.x12.__path__[0]}/tables"  # not pathlib, nor os: both are dear to import
COMPOSITE = "composite"


@cache
def guide_table(name: str) -> LoopSpec:
    """The transaction set, ST to SE, of the guide table with this name, such as `837P`."""
    with open(f"{TABLES}/{name}.txt", encoding="utf-8") as table:  # noqa: PTH123
        return read_table(table.read())


def read_table(text: str) -> LoopSpec:
    """A table from its text: blocks of elements, segments and loops, one a line.

    Lines refer to those before them by number; the last loop is the set.
    """
    elements, segments, loops = (block.splitlines() for block in text.split("\n\n"))
    slots = _Slots(elements)
    children = _Children([_SegmentLine(line, slots) for line in segments])
    for line in loops:
        loop_id, *words = line.split()
        children.loops.append(LoopSpec(loop_id, tuple([children[word] for word in words])))
    return children.loops[-1]


class _Slots(dict[str, Slot]):
    """By their words, `R:1:24`, or `N` for a position not used; the same ones come often."""

    def __init__(self, elements: list[str]) -> None:
        self._elements = elements

    def __missing__(self, word: str) -> Slot:
        usage, *repeat = word.split(":")
        most, content = 1, None
        if repeat:
            most, content = int(repeat[0]), self._content(self._elements[int(repeat[1])].split())
        slot = self[word] = Slot(usage, most, content)
        return slot

    def _content(self, words: list[str]) -> ElementSpec | CompositeSpec:
        if words[0] == COMPOSITE:
            return CompositeSpec(tuple([self[word] for word in words[1:]]))
        kind, shortest, longest, *codes = words
        known = tuple([code.replace("_", " ") for code in codes])
        return ElementSpec(kind, int(shortest), int(longest), known)


class _SegmentLine(SegmentSpec):
    """A segment that is read when it is first asked what it holds: a claim has few of a guide's."""

    def __init__(self, line: str, slots: _Slots) -> None:
        self.id, _, self._words = line.partition(" ")
        self._known = slots

    def __getattr__(self, name: str) -> object:
        """`slots` or `conditions`, which are not there before the line is read."""
        elements, _, conditions = self._words.partition("| ")
        self.slots = tuple([self._known[word] for word in elements.split()])
        self.conditions = tuple([_condition(word) for word in conditions.split()])
        return object.__getattribute__(self, name)


class _Children(dict[str, Child]):
    """By their words: `3:S:2:segment:12`."""

    def __init__(self, segments: Sequence[SegmentSpec]) -> None:
        self.segments = segments
        self.loops: list[LoopSpec] = []

    def __missing__(self, word: str) -> Child:
        position, usage, most, kind, number = word.split(":")
        found = self.loops if kind == "loop" else self.segments
        child = self[word] = Child(int(position), usage, int(most), found[int(number)])
        return child


def _condition(word: str) -> Condition:
    kind, *positions = word.split(":")
    return Condition(kind, tuple(map(int, positions)))
