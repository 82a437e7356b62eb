"""Segments whose loop begins without its first segment: the start is missing, once."""

from collections.abc import Iterator

from chalicelib.x12 import structure_rules as rules
from chalicelib.x12.findings import At, FindingCollector
from chalicelib.x12.guide.specs import REQUIRED, LoopSpec
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

    def of_level(self, segment: Segment) -> bool:
        """What follows the HL of a level came, where the loops that are open lack nothing."""
        frames = self._journey.frames
        if segment.id in NEVER_ASSUMED or _comes_again(frames[-1].state, segment):
            return False
        for depth in reversed(range(len(frames))):
            state = frames[depth].state
            for at in _levels(state):
                inner = state.loop.inner(at)
                if inner is not None and _follows_start(inner.loop, segment):
                    self._enter(depth, state.step(at), segment)
                    self._journey.place(segment)
                    return True
            if state.unmet:
                break
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
        """Watches are shown the missing start too, with nothing but its code in it."""
        self._journey.enter(depth, step, segment)
        loop = self._journey.frames[-1].state.loop
        absent, at = _start_of(loop), segment.offset
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
        and loop.check(at).qualifies(segment.elements)
        for at in loop.children_by_id.get(segment.id, ())
    )


def _comes_again(state: State, segment: Segment) -> bool:
    """Whether the segment repeats the one before it."""
    loop = state.loop
    return any(
        loop.children[at].position == state.reached and loop.check(at).qualifies(segment.elements)
        for at in loop.children_by_id.get(segment.id, ())
    )


def _optional_loops(state: State) -> Iterator[int]:
    for at, child in enumerate(state.loop.children):
        is_ahead = child.position >= state.reached and at not in state.unmet
        if is_ahead and isinstance(child.content, LoopSpec) and child.segment.id not in _NAMES:
            yield at


def _levels(state: State) -> Iterator[int]:
    """The loops that begin with HL and may come now."""
    for at in state.loop.children_by_id.get("HL", ()):
        child = state.loop.children[at]
        if isinstance(child.content, LoopSpec) and child.position >= state.reached:
            yield at


def _follows_start(loop: Loop, segment: Segment) -> bool:
    """Whether a segment without fault is what may stand right behind the start of the loop."""
    for at, child in enumerate(loop.children[1:], start=1):
        check = loop.check(at)
        if child.segment.id == segment.id and check.qualifies(segment.elements):
            return not any(check.hits(segment.elements))
        if child.usage == REQUIRED:
            break
    return False


def _start_of(loop: Loop) -> list[str]:
    """The first segment of a loop, as far as the guide tells what is in it."""
    segment_id, qualifier = loop.children[0].segment.id, loop.check(0).qualifier
    if qualifier is None or len(qualifier.codes) != 1:
        return [segment_id]
    return [segment_id, *[""] * (qualifier.element - 1), *qualifier.codes]


def _goes_on(loop: Loop, segment: Segment) -> bool:
    """Whether the segment may stand in the loop behind its first segment."""
    return any(
        at > 0 and loop.check(at).qualifies(segment.elements)
        for at in loop.children_by_id.get(segment.id, ())
    )
