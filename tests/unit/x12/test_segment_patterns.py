"""Fast patterns against the slow and exact check of the same segment."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.findings import Hit
from chalicelib.x12.guide.specs import (
    NOT_USED,
    REQUIRED,
    CompositeSpec,
    ElementSpec,
    LoopSpec,
    SegmentSpec,
    Slot,
)
from chalicelib.x12.guide.tables import TABLES, guide_table
from chalicelib.x12.walk.patterns import segment_pattern
from chalicelib.x12.walk.segment_check import SegmentCheck
from tests.unit.x12.sound_files import SOUND

DELIMITERS = Delimiters(b"*", b"^", b":", b"~")
GUIDES = sorted(path.stem for path in Path(TABLES).glob("*.txt"))
SHAPES = {
    "R": ["0", "-1.5", "100", "12,5", ".25", "1.", "1" * 19],
    "DT": ["20260302", "20240229", "20230229", "261302", "00000000"],
    "TM": ["0930", "093059", "2460", "093", "09305999"],
    "PERIOD": ["20260302", "20260301-20260302", "20260229", "202603020930", "0930", "X"],
}
ODD = st.sampled_from(["", " ", "A ", "É", "A:B", "A^B", "\t", "X" * 90])


def specs(loop: LoopSpec) -> list[SegmentSpec]:
    inner = [each.content for each in loop.children if isinstance(each.content, LoopSpec)]
    own = [each.content for each in loop.children if isinstance(each.content, SegmentSpec)]
    return own + [spec for each in inner for spec in specs(each)]


PATTERN = cache(lambda spec: segment_pattern(spec, DELIMITERS))
CHECK = cache(lambda spec: SegmentCheck("LOOP", spec, DELIMITERS, ()))
ALL = list(dict.fromkeys(spec for name in GUIDES for spec in specs(guide_table(name))))


def faults(spec: SegmentSpec, elements: list[str]) -> list[Hit]:
    """What the slow check finds, trailing blanks too."""
    return list(CHECK(spec).hits(elements))


def value(spec: ElementSpec) -> st.SearchStrategy[str]:
    if spec.codes:
        return st.sampled_from(spec.codes) | st.just("QQ")
    if spec.type.startswith("N"):
        return st.integers(-5, 10**6).map(str)
    shaped = st.sampled_from(SHAPES.get(spec.type, ["A", "AB1", "ANYTOWN", "1234567893"]))
    return shaped | st.text(
        "AZ09 -", min_size=spec.shortest, max_size=min(spec.longest, 12 + spec.shortest)
    )


def element(slot: Slot) -> st.SearchStrategy[str]:
    if slot.usage == NOT_USED or slot.content is None:
        return st.sampled_from(["", "", "", "X"])
    content = slot.content
    if isinstance(content, CompositeSpec):
        inside = st.tuples(*(element(part) for part in content.parts)).map(":".join)
        sound = inside.map(lambda text: text.rstrip(":"))
    else:
        sound = value(content)
    return sound if slot.usage == REQUIRED else st.just("") | sound


@st.composite
def segments(draw: st.DrawFn) -> tuple[SegmentSpec, list[str]]:
    spec = draw(st.sampled_from(ALL))
    elements = [draw(element(slot)) for slot in spec.slots]
    if draw(st.booleans()):
        elements[draw(st.integers(0, len(elements) - 1))] = draw(ODD)
    cut = draw(st.integers(1, len(elements) + 1))
    return spec, [spec.id, *elements[:cut]]


@settings(max_examples=300, deadline=None)
@given(segments())
def test_a_pattern_accepts_nothing_that_is_faulty(drawn: tuple[SegmentSpec, list[str]]) -> None:
    spec, elements = drawn
    if PATTERN(spec).match("*".join(elements)):
        assert faults(spec, elements) == []


def test_patterns_accept_the_common_segments_of_every_kind() -> None:
    accepted = [
        "NM1*IL*1*SPECIMEN*ROBIN****MI*SB0000001",
        "SV1*HC:G0442:25*150.00*UN*1***1:2",
        "DTP*472*RD8*20260301-20260302",
        "HI*ABK:E119*ABF:I10",
        "CAS*PR*1*6*1*2*4",
        "PLB*1234567893*20261231*WO:PAYER77*6*L6*-1",
        "CLP*CC1*1*150*130.5*10*12*PAYER77*11*1",
        "IK4*5:3*1325*7",
        "EB*1**30^98",
        "TOO*JP*12*B:D",
    ]
    for text in accepted:
        matching = [spec for spec in ALL if spec.id == text.split("*")[0]]
        assert any(PATTERN(spec).match(text) for spec in matching), text


REPLACEMENTS = [
    "",
    "QQ",
    "É",
    " ",
    "20230229",
    "20240229",
    "20230229-20230301",
    "2460",
    "1,5",
    "X" * 61,
    "X ",
]


@pytest.mark.parametrize("kind", sorted(SOUND))
def test_a_sound_segment_with_one_bad_value_is_not_accepted(kind: str) -> None:
    lines = sorted(set(SOUND[kind].decode().split("~")[2:-3]))
    for elements in (line.split("*") for line in lines):
        for spec in (each for each in ALL if each.id == elements[0]):
            for position in range(1, len(elements)):
                for value in REPLACEMENTS:
                    changed = [*elements[:position], value, *elements[position + 1 :]]
                    if PATTERN(spec).match("*".join(changed)):
                        assert faults(spec, changed) == [], changed
