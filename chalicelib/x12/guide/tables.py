"""Reads guide tables from the files beside this package.

They are lines of words, not JSON: `json` alone takes longer to import than a table to read.
"""

import os.path
from functools import cache

from chalicelib.x12.guide.specs import (
    Child,
    CompositeSpec,
    Condition,
    ElementSpec,
    LoopSpec,
    SegmentSpec,
    Slot,
)

# Not pathlib: to import it would take a seventh of a cold start.
TABLES = os.path.join(os.path.dirname(os.path.dirname(__file__)), "tables")  # noqa: PTH118, PTH120
COMPOSITE = "composite"


@cache
def guide_table(name: str) -> LoopSpec:
    """The transaction set, ST to SE, of the guide table with this name, such as `837P`."""
    with open(os.path.join(TABLES, f"{name}.txt"), encoding="ascii") as table:  # noqa: PTH118, PTH123
        return read_table(table.read())


def read_table(text: str) -> LoopSpec:
    """A table from its text: blocks of elements, segments and loops, one a line.

    Lines refer to those before them by number; the last loop is the set.
    """
    elements, segments, loops = (block.splitlines() for block in text.split("\n\n"))
    slots = _Slots()
    for line in elements:
        slots.contents.append(_element(line.split(), slots))
    children = _Children([_segment(line, slots) for line in segments])
    for line in loops:
        loop_id, *words = line.split()
        children.loops.append(LoopSpec(loop_id, tuple([children[word] for word in words])))
    return children.loops[-1]


class _Slots(dict[str, Slot]):
    """By their words, `R:1:24`, or `N` for a position not used; the same ones come often."""

    def __init__(self) -> None:
        self.contents: list[ElementSpec | CompositeSpec] = []

    def __missing__(self, word: str) -> Slot:
        usage, *repeat = word.split(":")
        if repeat:
            most, number = repeat
            slot = Slot(usage, int(most), self.contents[int(number)])
        else:
            slot = Slot(usage, 1, None)
        self[word] = slot
        return slot


class _Children(dict[str, Child]):
    """By their words: `3:S:2:segment:12`."""

    def __init__(self, segments: list[SegmentSpec]) -> None:
        self.segments = segments
        self.loops: list[LoopSpec] = []

    def __missing__(self, word: str) -> Child:
        position, usage, most, kind, number = word.split(":")
        found = self.loops if kind == "loop" else self.segments
        child = self[word] = Child(int(position), usage, int(most), found[int(number)])
        return child


def _element(words: list[str], slots: _Slots) -> ElementSpec | CompositeSpec:
    if words[0] == COMPOSITE:
        return CompositeSpec(tuple([slots[word] for word in words[1:]]))
    kind, shortest, longest, *codes = words
    known = tuple([code.replace("_", " ") for code in codes])
    return ElementSpec(kind, int(shortest), int(longest), known)


def _segment(line: str, slots: _Slots) -> SegmentSpec:
    elements, _, conditions = line.partition(" | ")
    segment_id, *words = elements.split()
    spec = tuple([_condition(word) for word in conditions.split()])
    return SegmentSpec(segment_id, tuple([slots[word] for word in words]), spec)


def _condition(word: str) -> Condition:
    kind, *positions = word.split(":")
    return Condition(kind, tuple(map(int, positions)))
