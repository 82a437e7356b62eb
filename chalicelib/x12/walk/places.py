"""The places of one guide in one file: checks, watches and loops, each made when first needed."""

from collections.abc import Mapping

from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.guide.specs import Child, LoopSpec, SegmentSpec
from chalicelib.x12.walk.segment_check import SegmentCheck, SegmentRule
from chalicelib.x12.walk.states import Loop
from chalicelib.x12.walk.steps import Watch, nobody

Place = tuple[str, str]
"""Loop id and segment id; "" as loop id stands for any loop."""


class Places:
    """`rules` and `watches` are what we add to the guide: checks of a segment by itself, and
    receivers of every segment that stands at a place.
    """

    def __init__(
        self,
        delimiters: Delimiters,
        rules: Mapping[Place, tuple[SegmentRule, ...]],
        watches: Mapping[Place, Watch],
    ) -> None:
        self._delimiters = delimiters
        self._rules = rules
        self._watches = watches
        self._loops: dict[int, Loop] = {}
        self._checks: dict[tuple[str, int], SegmentCheck] = {}

    def loop(self, spec: LoopSpec) -> Loop:
        """The loop of this guide; equal loops under different parents are one."""
        found = self._loops.get(id(spec))
        if found is None:
            found = self._loops[id(spec)] = Loop(spec, self)
        return found

    def check(self, loop_id: str, child: Child) -> SegmentCheck:
        """The check of a segment, or of the segment that begins a loop."""
        loop_id, segment = _place(loop_id, child)
        key = (loop_id, id(segment))
        found = self._checks.get(key)
        if found is None:
            here, anywhere = (loop_id, segment.id), ("", segment.id)
            rules = self._rules.get(here, ()) + self._rules.get(anywhere, ())
            found = self._checks[key] = SegmentCheck(loop_id, segment, self._delimiters, rules)
        return found

    def watch(self, loop_id: str, child: Child) -> Watch:
        """Who wants to see the segment, or the one that begins a loop."""
        loop_id, segment = _place(loop_id, child)
        return self._watches.get((loop_id, segment.id), nobody)


def _place(loop_id: str, child: Child) -> tuple[str, SegmentSpec]:
    inner = child.content.id if isinstance(child.content, LoopSpec) else loop_id
    return inner, child.segment
