"""Segments whose loop begins without its first segment: the start is missing, once."""

from collections.abc import Iterator

from chalicelib.x12 import structure_rules as rules
from chalicelib.x12.findings import At, FindingCollector
from chalicelib.x12.guide.specs import LoopSpec
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.journey import Journey
from chalicelib.x12.walk.states import Loop, State
from chalicelib.x12.walk.steps import Step

NEVER_ASSUMED = ("HL", "CLM")
"""What begins a level or a claim looks too much like other things."""
_NAMES = ("HL", "NM1", "N1")


class MissingStarts:
    """Reports a missing first segment, opens its loop, and places the segment at hand there."""

    def __init__(self, journey: Journey, findings: FindingCollector) -> None:
        self._journey = journey
        self._findings = findings

    def of_loop(self, segment: Segment, *, required: bool) -> bool:
        """The segment belongs to a loop that may come now, but whose first segment is missing.

        Of the loops that need not come those are left out that begin with a name: too many
        segments would fit them.
        """
        frames = self._journey.frames
        if segment.id in NEVER_ASSUMED or _comes_again(frames[-1].state, segment):
            return False
        for depth in reversed(range(len(frames))):
            state = frames[depth].state
            for at in state.unmet if required else _optional_loops(state):
                inner = state.loop.inner(at)
                if inner is not None and _goes_on(inner.loop, segment):
                    self._enter(depth, state.step(at), segment)
                    self._journey.place(segment)
                    return True
        return False

    def of_repetition(self, segment: Segment) -> bool:
        """What an open loop must hold once came again: the loop repeats without its start."""
        frames = self._journey.frames
        if _comes_again(frames[-1].state, segment):
            return False
        for depth in reversed(range(1, len(frames))):
            inside, above = frames[depth].state, frames[depth - 1].state
            if _has_passed(inside, segment):
                for at in above.loop.children_by_id.get(inside.loop.children[0].segment.id, ()):
                    inner = above.loop.inner(at)
                    if inner is not None and inner.loop is inside.loop and above.has_room(at):
                        self._enter(depth - 1, above.step(at), segment)
                        self._journey.place(segment)
                        return True
        return False

    def _enter(self, depth: int, step: Step, segment: Segment) -> None:
        """Watches are shown the missing start too, with nothing in it."""
        self._journey.enter(depth, step, segment)
        loop = self._journey.frames[-1].state.loop
        absent = [loop.children[0].segment.id]
        at = segment.offset
        step.watch(Segment(segment.number, at, at, absent))
        self._findings.add_at(
            rules.SEGMENT_MISSING, (absent[0], segment.number, segment.offset), At(loop.id)
        )


def _has_passed(state: State, segment: Segment) -> bool:
    """Whether the loop must hold such a segment, had all of it, and was past its place."""
    loop = state.loop
    return loop.children[0].segment.id not in NEVER_ASSUMED and any(
        at in loop.required
        and not state.has_room(at)
        and 0 < loop.children[at].position < state.reached
        and loop.checks[at].qualifies(segment.elements)
        for at in loop.children_by_id.get(segment.id, ())
    )


def _comes_again(state: State, segment: Segment) -> bool:
    """Whether the segment repeats the one before it."""
    loop = state.loop
    return any(
        loop.children[at].position == state.reached and loop.checks[at].qualifies(segment.elements)
        for at in loop.children_by_id.get(segment.id, ())
    )


def _optional_loops(state: State) -> Iterator[int]:
    for at, child in enumerate(state.loop.children):
        is_ahead = child.position >= state.reached and at not in state.unmet
        if is_ahead and isinstance(child.content, LoopSpec) and child.segment.id not in _NAMES:
            yield at


def _goes_on(loop: Loop, segment: Segment) -> bool:
    """Whether the segment may stand in the loop behind its first segment."""
    return any(
        at > 0 and loop.checks[at].qualifies(segment.elements)
        for at in loop.children_by_id.get(segment.id, ())
    )
