"""What a segment mostly does somewhere never stands before what the guide says first."""

from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.guide.specs import (
    REQUIRED,
    SITUATIONAL,
    Child,
    ElementSpec,
    LoopSpec,
    SegmentSpec,
    Slot,
)
from chalicelib.x12.walk.places import Places
from chalicelib.x12.walk.segment_check import TRIES_BEFORE_COMPILING

DELIMITERS = Delimiters(b"*", b"^", b":", b"~")


def segment(name: str, longest: int) -> SegmentSpec:
    return SegmentSpec(name, (Slot(REQUIRED, 1, ElementSpec("AN", 1, longest, ())),), ())


def test_of_two_places_the_first_is_taken_even_if_mostly_the_second_was() -> None:
    short, long = segment("ZZ", 2), segment("ZZ", 9)
    children = (
        Child(1, REQUIRED, 1, segment("ST", 9)),
        Child(2, SITUATIONAL, 0, short),
        Child(2, SITUATIONAL, 0, long),
    )
    loop = Places(DELIMITERS, {}, {}).loop(LoopSpec("LOOP", children))
    state = loop.entry
    for _ in range(2 * TRIES_BEFORE_COMPILING):
        step = state.flawless("ZZ*LONGER", ["ZZ", "LONGER"])
        assert step is not None
        assert step.index == 2
    assert state.usual == (None, None, None)
