"""Follows the segments of transaction sets through their guide."""

from chalicelib.x12 import structure_rules as rules
from chalicelib.x12.findings import At, FindingCollector
from chalicelib.x12.guide.specs import LoopSpec
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.cursor import Cursor
from chalicelib.x12.walk.frames import Frame, report_missing
from chalicelib.x12.walk.misplaced import Misplaced
from chalicelib.x12.walk.places import Places
from chalicelib.x12.walk.segment_check import SegmentCheck
from chalicelib.x12.walk.states import LEAVE, STOP, TAKEN, Step

MOST_REMEMBERED = 20_000
ENVELOPE = frozenset({"ISA", "GS", "ST", "SE", "GE", "IEA"})


class Walker:
    """Walks any number of transaction sets of one guide, one after the other.

    What a raw segment did in a state is remembered if nothing was wrong, so that segments that
    come again are only looked up.
    """

    def __init__(self, guide: LoopSpec, places: Places, findings: FindingCollector) -> None:
        self.frames: list[Frame] = []
        self._root = places.loop(guide)
        self._places = places
        self._findings = findings
        self._misplaced = Misplaced(self, guide, findings)
        self._room = MOST_REMEMBERED

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
            raw, elements = piece.lstrip(), None
            number += 1
            end += len(piece) + 1
            step = frame.state.known.get(raw)
            if step is LEAVE:
                step = self._leave_for(raw)
                frame = frames[-1]
            if step is None:
                cursor.number, cursor.end = number, end
                step, elements = self._work_out(raw, cursor)
                number, frame = cursor.number, frames[-1]
                if step is STOP:
                    return raw
                if step is TAKEN:
                    continue
            frame.state = step.state
            if step.inner is not None:
                frame = self._open(step, number, end - 1 - len(raw))
            if step.is_watched:
                elements = elements or cursor.elements(raw)
                step.watch(Segment(number, end - 1 - len(raw), end, elements))
        cursor.number, cursor.end = number, end
        return None

    def _leave_for(self, raw: bytes) -> Step | None:
        """The remembered step of a loop around; the loops inside of that one are left."""
        depth = len(self.frames) - 2
        while (step := self.frames[depth].state.known.get(raw)) is LEAVE:
            depth -= 1
        if step is not None:
            del self.frames[depth + 1 :]
        return step

    def _work_out(self, raw: bytes, cursor: Cursor) -> tuple[Step, list[str]]:
        """What a segment does that is not remembered, and its elements."""
        elements = cursor.elements(raw)
        if elements[0] in ENVELOPE:
            return STOP, elements
        self._room -= 1
        if not self._room:
            self._forget()
        depth = len(self.frames)
        for frame in reversed(self.frames):
            depth -= 1
            for check, step in frame.state.choices(elements):
                if check.meets_guide(raw) and not (
                    check.has_rules and check.breaks_rules(elements)
                ):
                    if self._remember(raw, depth, step):
                        return step, elements
                    self.take(depth, step, cursor.segment(raw, elements))
                    return TAKEN, elements
        if raw:
            self.place(cursor.segment(raw, elements))
        else:
            cursor.number -= 1
        return TAKEN, elements

    def _forget(self) -> None:
        """Drops what was remembered: segments, and the states that they led to."""
        self._places.forget()
        self._room = MOST_REMEMBERED

    def _remember(self, raw: bytes, depth: int, step: Step) -> bool:
        """Remembers a flawless segment and leaves the loops that it ends.

        False, and nothing is done, when something that should have come before it is missing.
        """
        if step.passed:
            return False
        inside = self.frames[depth + 1 :]
        for frame in inside:
            if frame.state.unmet:
                return False
        for frame in inside:
            frame.state.known[raw] = LEAVE
        self.frames[depth].state.known[raw] = step
        del self.frames[depth + 1 :]
        return True

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
