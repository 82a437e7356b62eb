"""Follows the segments of transaction sets through their guide."""

from chalicelib.x12 import structure_rules as rules
from chalicelib.x12.findings import At, FindingCollector
from chalicelib.x12.guide.specs import LoopSpec
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.cursor import Cursor
from chalicelib.x12.walk.frames import Frame, report_missing
from chalicelib.x12.walk.misplaced import Misplaced
from chalicelib.x12.walk.notes import take_note
from chalicelib.x12.walk.places import Places
from chalicelib.x12.walk.segment_check import SegmentCheck
from chalicelib.x12.walk.states import ID
from chalicelib.x12.walk.steps import LEAVE, STOP, Candidate, Step

MOST_WORKED_OUT = 20_000
ENVELOPE = frozenset({"ISA", "GS", "ST", "SE", "GE", "IEA"})


class Walker:
    """Walks any number of transaction sets of one guide, one after the other.

    What flawless segments did in a state is noted, so that segments that come again are only looked
    up, and those of one kind are only held against one pattern. The inner loop looks at the notes
    itself: to call for them would cost as much as to look.
    """

    def __init__(self, guide: LoopSpec, places: Places, findings: FindingCollector) -> None:
        self.frames: list[Frame] = []
        self._root = places.loop(guide)
        self._places = places
        self._findings = findings
        self._misplaced = Misplaced(self, guide, findings)
        self._worked_out = 0

    def start(self, st: Segment) -> None:
        """A transaction set begins."""
        self.frames[:] = [Frame(self._root.entry)]
        self._misplaced.start()
        self._report(self._root.checks[0], st)
        self._root.watches[0](st)

    def finish(self, se: Segment) -> None:
        """The transaction set ends with its SE."""
        self.place(se)
        self.leave(-1, se)

    def walk(self, cursor: Cursor) -> bytes | None:
        """Takes segments up to one of the envelope, which it returns; None at the batch's end."""
        frames, number, end = self.frames, cursor.number, cursor.end
        frame = frames[-1]
        for piece in cursor.pieces:
            raw = piece.lstrip()
            number += 1
            end += len(piece) + 1
            state = frame.state
            step = state.known.get(raw)
            if step is None:
                sole = state.soles.get(raw[:3]) or state.soles.get(raw[:6])
                if sole is not None and sole[0].meets_guide(raw):
                    step = sole[1]
            if step is None or step is LEAVE:
                cursor.number, cursor.end = number, end
                step = self._work_out(raw, cursor)
                if step is STOP:
                    return raw
                number, frame = cursor.number, frames[-1]
            frame.state = step.state
            if step.inner is not None:
                frame = self._open(step, number, end - 1 - len(raw))
            if step.is_watched:
                step.watch(Segment(number, end - 1 - len(raw), end, cursor.elements(raw)))
        cursor.number, cursor.end = number, end
        return None

    def _work_out(self, raw: bytes, cursor: Cursor) -> Step:
        """What a segment does that the innermost loop knows nothing of."""
        step = self._leave_for(raw)
        if step is not None:
            return step
        if not raw:
            cursor.number -= 1
            return self.frames[-1].state.stay
        segment = cursor.segment(raw, cursor.elements(raw))
        if segment.elements[0] in ENVELOPE:
            return STOP
        self._worked_out += 1
        if self._worked_out % MOST_WORKED_OUT == 0:
            self._places.forget()
        return self._find(raw, segment)

    def _leave_for(self, raw: bytes) -> Step | None:
        """What a loop around knows of the segment, if the loops inside of it end there."""
        frames, head = self.frames, raw[:ID]
        for depth in range(len(frames) - 1, 0, -1):
            inner, outer = frames[depth].state, frames[depth - 1].state
            if head not in inner.exits and inner.known.get(raw) is not LEAVE:
                return None
            step = outer.known.get(raw) or outer.sole(raw)
            if step is not None and step is not LEAVE:
                del frames[depth:]
                return step
        return None

    def _find(self, raw: bytes, segment: Segment) -> Step:
        """The step of a flawless segment; for others all is done here."""
        for depth in range(len(self.frames) - 1, -1, -1):
            for candidate in self.frames[depth].state.choices(segment.elements):
                if candidate.check.is_flawless(raw, segment.elements):
                    return self._go(raw, depth, candidate, segment)
        self.place(segment)
        return self.frames[-1].state.stay

    def _go(self, raw: bytes, depth: int, candidate: Candidate, segment: Segment) -> Step:
        """The step of a flawless segment, unless something should have come before it."""
        step, state = candidate.step, self.frames[depth].state
        inside = [frame.state for frame in self.frames[depth + 1 :]]
        if step.passed or any(each.unmet for each in inside):
            self.take(depth, step, segment)
            return self.frames[-1].state.stay
        take_note(raw, candidate, state, inside, self._findings)
        del self.frames[depth + 1 :]
        return step

    def place(self, segment: Segment) -> None:
        """Takes a segment that is not flawless where it is meant, or says why it has no place."""
        for depth in range(len(self.frames) - 1, -1, -1):
            for check, step in self.frames[depth].state.choices(segment.elements):
                if check.qualifies(segment.elements):
                    self._report(check, segment)
                    self.take(depth, step, segment)
                    return
        self._misplaced.report(segment)

    def take(self, depth: int, step: Step, segment: Segment) -> None:
        """The segment stands in the open loop at `depth`; those inside of it end."""
        self.enter(depth, step, segment)
        step.watch(segment)

    def enter(self, depth: int, step: Step, segment: Segment) -> None:
        """Goes where this step leads, without anybody being shown the segment."""
        self.leave(depth, segment)
        frame = self.frames[depth]
        frame.pass_over(step, segment)
        frame.state = step.state
        if step.inner is not None:
            self._open(step, segment.number, segment.offset)

    def leave(self, depth: int, segment: Segment) -> None:
        """The loops inside of the open loop at `depth` end before this segment."""
        while len(self.frames) > depth + 1:
            report_missing(self.frames.pop(), segment, self._findings)

    def _open(self, step: Step, number: int, offset: int) -> Frame:
        """Opens the child loop of a step; it must not come more often than allowed."""
        above, inner = self.frames[-1], step.inner
        if inner is None:
            return above
        if step.most and above.count(step.index) > step.most:
            place, at = (inner.loop.children[0].segment.id, number, offset), At(inner.loop.id)
            self._findings.add_at(rules.LOOP_TOO_OFTEN, place, at, most=step.most)
        frame = Frame(inner)
        self.frames.append(frame)
        return frame

    def _report(self, check: SegmentCheck, segment: Segment) -> None:
        for rule, element, component in check.hits(segment.elements):
            self._findings.add(rule, segment, At(check.loop_id, element, component))
