"""Reads guide tables from the files beside this package."""

import json
import os.path
from functools import cache
from typing import Any

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


@cache
def guide_table(name: str) -> LoopSpec:
    """The transaction set, ST to SE, of the guide table with this name, such as `837P`."""
    with open(os.path.join(TABLES, f"{name}.json"), encoding="ascii") as table:  # noqa: PTH118, PTH123
        return read_table(table.read())


def read_table(text: str) -> LoopSpec:
    """A table from its text; rows refer to earlier rows by number, the last loop is the set."""
    rows = json.loads(text)
    elements: list[ElementSpec | CompositeSpec] = []
    for row in rows["elements"]:
        elements.append(_element(row, elements))
    segments = [_segment(row, elements) for row in rows["segments"]]
    loops: list[LoopSpec] = []
    for loop_id, children in rows["loops"]:
        loops.append(LoopSpec(loop_id, tuple(_child(row, segments, loops) for row in children)))
    return loops[-1]


def _element(
    row: list[Any], known: list[ElementSpec | CompositeSpec]
) -> ElementSpec | CompositeSpec:
    if isinstance(row[0], list):
        return CompositeSpec(tuple(_slot(part, known) for part in row))
    codes = tuple(code.replace("_", " ") for code in row[3].split())
    return ElementSpec(row[0], row[1], row[2], codes)


def _slot(row: list[Any], known: list[ElementSpec | CompositeSpec]) -> Slot:
    if len(row) == 1:
        return Slot(row[0], 1, None)
    return Slot(row[0], row[1], known[row[2]])


def _segment(row: list[Any], known: list[ElementSpec | CompositeSpec]) -> SegmentSpec:
    segment_id, slots, conditions = row
    return SegmentSpec(
        segment_id,
        tuple(_slot(slot, known) for slot in slots),
        tuple(Condition(kind, tuple(positions)) for kind, *positions in conditions),
    )


def _child(row: list[Any], segments: list[SegmentSpec], loops: list[LoopSpec]) -> Child:
    position, usage, most, kind, number = row
    return Child(position, usage, most, loops[number] if kind == "loop" else segments[number])
