"""Says why a segment has no place where it stands: one cause once, and on from there."""

from collections.abc import Iterator
from typing import Protocol

from chalicelib.x12 import claim_rules, element_rules
from chalicelib.x12 import structure_rules as rules
from chalicelib.x12.findings import At, FindingCollector
from chalicelib.x12.guide.specs import LoopSpec
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.frames import Frame
from chalicelib.x12.walk.segment_check import SegmentCheck
from chalicelib.x12.walk.states import Candidate, Loop, State, Step

_NAMES = ("HL", "NM1", "N1")
_TOO_OFTEN = (rules.SEGMENT_TOO_OFTEN, rules.LOOP_TOO_OFTEN)
_BETTER_WORDS = {"HL": claim_rules.HL_LEVEL, "CLM": claim_rules.CLAIM_OUTSIDE_SUBSCRIBER}


class Journey(Protocol):
    """What is needed of the walker."""

    frames: list[Frame]

    def place(self, segment: Segment) -> None: ...

    def take(self, depth: int, step: Step, segment: Segment) -> None: ...

    def enter(self, depth: int, step: Step, segment: Segment) -> None: ...

    def leave(self, depth: int, segment: Segment) -> None: ...


class Misplaced:
    """Reports segments that the guide has no place for, in the order of what is most likely.

    After a segment that cannot stand here the others that belong to it are passed over in silence
    until one has its place again.
    """

    def __init__(self, journey: Journey, guide: LoopSpec, findings: FindingCollector) -> None:
        self._journey = journey
        self._findings = findings
        self._ids = frozenset(_segment_ids(guide))
        self._lost_at = 0

    def start(self) -> None:
        """A transaction set begins."""
        self._lost_at = 0

    def report(self, segment: Segment) -> None:
        """Reports a segment that cannot stand here, and takes it where that helps to go on."""
        if segment.id not in self._ids:
            self._findings.add(rules.SEGMENT_UNKNOWN, segment)
        elif segment.number == self._lost_at + 1:
            self._lost_at = segment.number
        elif not (
            self._missing_start(segment, of_required=True)
            or self._missing_repetition(segment)
            or self._nearly_placed(segment)
            or self._missing_start(segment, of_required=False)
        ):
            self._unexpected(segment)

    def _nearly_placed(self, segment: Segment) -> bool:
        """An open loop, the innermost first, knows the segment, but not like this."""
        depths = reversed(range(len(self._journey.frames)))
        return any(
            self._too_often_or_late(depth, segment) or self._wrong_qualifier(depth, segment)
            for depth in depths
        )

    def _unexpected(self, segment: Segment) -> None:
        rule = _BETTER_WORDS.get(segment.id, rules.SEGMENT_UNEXPECTED)
        self._findings.add(rule, segment, At(self._journey.frames[-1].state.loop.id))
        self._lost_at = segment.number

    def _wrong_qualifier(self, depth: int, segment: Segment) -> bool:
        """Segments of this id may stand in the loop at `depth`, but none with this code."""
        segment_id, frames = segment.id, self._journey.frames
        nearest = frames[depth].state.candidates(segment_id)
        if not nearest:
            return False
        if self._missing_start(segment, of_required=False):
            return True
        self._report_qualifier(nearest[0].check, segment)
        found = [
            (at, candidate)
            for at in range(depth, -1, -1)
            for candidate in frames[at].state.candidates(segment_id)
        ]
        self._go_on_behind(found, segment)
        return True

    def _report_qualifier(self, check: SegmentCheck, segment: Segment) -> None:
        qualifier = check.qualifier
        if qualifier is not None:
            empty = not segment[qualifier.element]
            rule = element_rules.MISSING if empty else element_rules.CODE
            at = At(check.loop_id, qualifier.element, qualifier.component)
            self._findings.add(_BETTER_WORDS.get(segment.id, rule), segment, at)

    def _go_on_behind(self, found: list[tuple[int, Candidate]], segment: Segment) -> None:
        """Takes the segment for the only one that may be meant; else none of them is missed.

        A place that can be taken once is left to the right segment, unless it must be taken.
        """
        (depth, (_, first)), *others = found
        for at, (_, step) in found:
            self._journey.frames[at].excuse(step)
        if not others and (first.inner is not None or self._is_needed(depth, first)):
            self._journey.take(depth, first, segment)
        elif first.inner is not None:
            self._journey.leave(depth, segment)
            self._lost_at = segment.number
            if segment.id == "HL":
                first.watch(segment)
        elif not others:
            first.watch(segment)

    def _is_needed(self, depth: int, step: Step) -> bool:
        state = self._journey.frames[depth].state
        return step.index in state.unmet or state.loop.children[step.index].most != 1

    def _missing_start(self, segment: Segment, *, of_required: bool) -> bool:
        """The segment belongs to a loop that may come now, but whose first segment is missing.

        Of the loops that need not come those are left out that begin with a name: too many
        segments would fit them.
        """
        frames = self._journey.frames
        if segment.id in _BETTER_WORDS or _comes_again(frames[-1].state, segment):
            return False
        for depth in reversed(range(len(frames))):
            state = frames[depth].state
            for at in state.unmet if of_required else _optional_loops(state):
                inner = state.loop.inner(at)
                if inner is not None and _goes_on(inner.loop, segment):
                    self._enter(depth, state.step(at), segment)
                    self._journey.place(segment)
                    return True
        return False

    def _missing_repetition(self, segment: Segment) -> bool:
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

    def _too_often_or_late(self, depth: int, segment: Segment) -> bool:
        """The segment has its place in the loop at `depth`, but that was taken or passed before."""
        state = self._journey.frames[depth].state
        for at in state.loop.children_by_id.get(segment.id, ()):
            check = state.loop.checks[at]
            if check.qualifies(segment.elements):
                late, child = state.has_room(at), state.loop.children[at]
                too_often = _TOO_OFTEN[isinstance(child.content, LoopSpec)]
                rule = rules.SEGMENT_ORDER if late else too_often
                self._findings.add(rule, segment, At(check.loop_id), most=child.most)
                if late and not any(each.state.unmet for each in self._inside(depth)):
                    self._journey.take(depth, state.step(at), segment)
                return True
        return False

    def _inside(self, depth: int) -> list[Frame]:
        return self._journey.frames[depth + 1 :]


def _has_passed(state: State, segment: Segment) -> bool:
    """Whether the loop must hold such a segment, had all of it, and was past its place.

    Levels and claims that begin without their start look too much like other things.
    """
    loop = state.loop
    return loop.children[0].segment.id not in _BETTER_WORDS and any(
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


def _segment_ids(loop: LoopSpec) -> Iterator[str]:
    for child in loop.children:
        yield child.segment.id
        if isinstance(child.content, LoopSpec):
            yield from _segment_ids(child.content)
