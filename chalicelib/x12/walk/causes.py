"""Says why a segment has no place where it stands: one cause once, and on from there."""

from collections.abc import Iterator

from chalicelib.x12 import claim_rules, element_rules
from chalicelib.x12 import structure_rules as rules
from chalicelib.x12.findings import At, FindingCollector
from chalicelib.x12.guide.specs import LoopSpec
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.journey import Journey
from chalicelib.x12.walk.missing_starts import MissingStarts
from chalicelib.x12.walk.segment_check import SegmentCheck
from chalicelib.x12.walk.states import State
from chalicelib.x12.walk.steps import Step

_TOO_OFTEN = (rules.SEGMENT_TOO_OFTEN, rules.LOOP_TOO_OFTEN)
_BETTER_WORDS = {"HL": claim_rules.HL_LEVEL, "CLM": claim_rules.CLAIM_OUTSIDE_SUBSCRIBER}


class Causes:
    """Reports segments that the guide has no place for, in the order of what is most likely.

    After a segment that cannot stand here the others that belong to it are passed over in silence
    until one has its place again.
    """

    def __init__(self, journey: Journey, guide: LoopSpec, findings: FindingCollector) -> None:
        self._journey = journey
        self._findings = findings
        self._ids = frozenset(_segment_ids(guide))
        self._starts = MissingStarts(journey, findings)
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
            self._starts.of_level(segment)
            or self._late_where_expected(segment)
            or self._starts.of_loop(segment, required=True)
            or self._starts.of_repetition(segment)
            or self._nearly_placed(segment)
            or self._starts.of_loop(segment, required=False)
        ):
            self._unexpected(segment)

    def _nearly_placed(self, segment: Segment) -> bool:
        """An open loop, the innermost first, knows the segment, but not like this."""
        depths = reversed(range(len(self._journey.frames)))
        return any(
            self._known(depth, segment) or self._wrong_qualifier(depth, segment) for depth in depths
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
        if self._starts.of_loop(segment, required=False):
            return True
        self._report_qualifier(nearest[0].check, segment)
        found = [
            (at, step) for at in range(depth, -1, -1) for step in frames[at].state.steps(segment_id)
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

    def _go_on_behind(self, found: list[tuple[int, Step]], segment: Segment) -> None:
        """Takes the segment for the only one that may be meant; else none of them is missed.

        A place that can be taken once is left to the right segment, unless it must be taken.
        """
        (depth, first), *others = found
        for at, step in found:
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

    def _late_where_expected(self, segment: Segment) -> bool:
        """The innermost loop has passed the segment's place, or one around still waits for it."""
        frames = self._journey.frames
        for depth in reversed(range(len(frames))):
            state = frames[depth].state
            for at in _fitting(state, segment):
                if state.has_room(at) and (depth == len(frames) - 1 or at in state.unmet):
                    self._too_often_or_late(depth, at, segment)
                    return True
        return False

    def _known(self, depth: int, segment: Segment) -> bool:
        """The segment has its place in the loop at `depth`, but that was taken or passed before."""
        for at in _fitting(self._journey.frames[depth].state, segment):
            self._too_often_or_late(depth, at, segment)
            return True
        return False

    def _too_often_or_late(self, depth: int, at: int, segment: Segment) -> None:
        state = self._journey.frames[depth].state
        late, child = state.has_room(at), state.loop.children[at]
        too_often = _TOO_OFTEN[isinstance(child.content, LoopSpec)]
        rule = rules.SEGMENT_ORDER if late else too_often
        self._findings.add(rule, segment, At(state.loop.check(at).loop_id), most=child.most)
        if late:
            self._take_late(depth, state.step(at), segment)

    def _take_late(self, depth: int, step: Step, segment: Segment) -> None:
        """Takes the segment without leaving the loops inside, as long as they lack something."""
        frame = self._journey.frames[depth]
        if step.inner is None:
            frame.state = step.state
            step.watch(segment)
        elif any(each.state.unmet for each in self._journey.frames[depth + 1 :]):
            frame.excuse(step)
            self._lost_at = segment.number
        else:
            self._journey.take(depth, step, segment)


def _fitting(state: State, segment: Segment) -> Iterator[int]:
    """The children of a loop that the segment could be, by its qualifier."""
    for at in state.loop.children_by_id.get(segment.id, ()):
        if state.loop.check(at).qualifies(segment.elements):
            yield at


def _segment_ids(loop: LoopSpec) -> Iterator[str]:
    for child in loop.children:
        yield child.segment.id
        if isinstance(child.content, LoopSpec):
            yield from _segment_ids(child.content)
