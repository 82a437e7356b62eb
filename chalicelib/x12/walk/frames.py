"""The loops that are open at one moment, each with what it still lacks."""

from collections.abc import Mapping

from chalicelib.x12 import structure_rules as rules
from chalicelib.x12.findings import At, FindingCollector
from chalicelib.x12.guide.specs import LoopSpec
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.states import State
from chalicelib.x12.walk.steps import Step

_NOTHING_LATE: Mapping[int, Segment] = {}


class Frame:
    """One repetition of a loop.

    `counts` says how often its repeating loops came, `late` where required children were passed
    over (they may still come, out of order), `excused` whose absence has been explained already.
    """

    counts: dict[int, int] | None = None
    late: Mapping[int, Segment] = _NOTHING_LATE
    excused: frozenset[int] = frozenset()

    def __init__(self, state: State) -> None:
        self.state = state

    def count(self, index: int) -> int:
        """How often a repeating loop came, this time included."""
        counts = self.counts
        if counts is None:
            counts = self.counts = {}
        counts[index] = counted = counts.get(index, 0) + 1
        return counted

    def pass_over(self, step: Step, segment: Segment) -> None:
        """`segment` stands where these children should have come before."""
        if step.passed:
            self.late = {**dict.fromkeys(step.passed, segment), **self.late}

    def excuse(self, step: Step) -> None:
        """What this step would have brought was there, but wrong; it is not missing as well."""
        self.excused |= {step.index}


def report_missing(frame: Frame, at_end: Segment, findings: FindingCollector) -> None:
    """The loop ends before `at_end`: required children that did not come are missing."""
    state = frame.state
    for at in state.unmet:
        if at not in frame.excused:
            child = state.loop.children[at]
            place = frame.late.get(at, at_end)
            loop = child.content.id if isinstance(child.content, LoopSpec) else state.loop.id
            segment = (child.segment.id, place.number, place.offset)
            findings.add_at(rules.SEGMENT_MISSING, segment, At(loop))
