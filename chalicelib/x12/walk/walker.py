"""Follows the segments of transaction sets through their guide."""

from chalicelib.x12 import structure_rules as rules
from chalicelib.x12.delimiters import BLANK_TEXT
from chalicelib.x12.findings import At, FindingCollector
from chalicelib.x12.guide.specs import LoopSpec
from chalicelib.x12.segments import Segment, passing_segment
from chalicelib.x12.walk.cursor import Cursor
from chalicelib.x12.walk.frames import Frame, report_missing
from chalicelib.x12.walk.misplaced import Misplaced
from chalicelib.x12.walk.places import Places
from chalicelib.x12.walk.segment_check import SegmentCheck
from chalicelib.x12.walk.steps import Step

ENVELOPE = frozenset({"ISA", "GS", "ST", "SE", "GE", "IEA"})


class Walker:
    """Walks any number of transaction sets of one guide, one after the other.

    Most segments are flawless and stand where nothing is missing before them; `walk` takes those
    by a short way, the shorter where they do what is usual. All others are looked at closely.
    """

    def __init__(self, guide: LoopSpec, places: Places, findings: FindingCollector) -> None:
        self.frames: list[Frame] = []
        self._root = places.loop(guide)
        self._findings = findings
        self._misplaced = Misplaced(self, guide, findings)

    def start(self, st: Segment) -> None:
        """A transaction set begins."""
        self.frames[:] = [Frame(self._root.entry)]
        self._misplaced.start()
        self._report(self._root.check(0), st)
        self._root.watch(0)(st)

    def finish(self, se: Segment) -> None:
        """The transaction set ends with its SE."""
        self.place(se)
        self.leave(-1, se)

    def walk(self, cursor: Cursor) -> str | None:
        """Takes segments up to one of the envelope, which it returns; None at the batch's end."""
        frames, separator = self.frames, cursor.separator
        number, end = cursor.number, cursor.end
        frame = frames[-1]
        for piece in cursor.pieces:
            text = piece.lstrip(BLANK_TEXT)
            number += 1
            end += len(piece) + 1
            start = end - len(text) - 1
            elements = text.split(separator)
            check, step, around = frame.state.usual
            if (
                check is None
                or not check.meets_guide(text)
                or ((rule := check.own_rule) is not None and rule(elements, check.component))
                or (around is not None and around is not frames[-2].state)
            ):
                step = self._look_up(text, elements)
                frame = frames[-1]
            elif around is not None:
                frames.pop()
                frame = frames[-1]
            if step is None:
                cursor.number, cursor.end = number, end
                if self._is_envelope(text, elements[0], cursor):
                    return text
                number, frame = cursor.number, frames[-1]
                continue
            frame.state = step.state
            if step.inner is not None:
                frame = self._open(step, number, start)
            if step.is_watched:
                step.watch(passing_segment(number, start, end, elements))
        cursor.number, cursor.end = number, end
        return None

    def _look_up(self, text: str, elements: list[str]) -> Step | None:
        """What a flawless segment does, unless something is missing before it or it ends the set.

        It ends the loops inside of the one in which it stands.
        """
        frames = self.frames
        for depth in range(len(frames) - 1, -1, -1):
            state = frames[depth].state
            step = state.flawless(text, elements)
            if step is not None:
                if not step.is_plain:
                    break
                if depth == len(frames) - 2:
                    frames[-1].state.get_used_to(state, elements[0])
                del frames[depth + 1 :]
                return step
            if state.unmet:
                break
        return None

    def _is_envelope(self, text: str, segment_id: str, cursor: Cursor) -> bool:
        """Takes a segment for which the short way is no good; True for one that ends the set."""
        if segment_id in ENVELOPE:
            return True
        if text:
            self._find(text, cursor.segment(text))
        else:
            cursor.number -= 1
        return False

    def _find(self, text: str, segment: Segment) -> None:
        """Takes a segment where it is flawless; what should have come before it is missing."""
        for depth in range(len(self.frames) - 1, -1, -1):
            step = self.frames[depth].state.flawless(text, segment.elements)
            if step is not None:
                self.take(depth, step, segment)
                return
        self.place(segment)

    def place(self, segment: Segment) -> None:
        """Takes a segment that is not flawless where it is meant, or says why it has no place."""
        for depth in range(len(self.frames) - 1, -1, -1):
            state = self.frames[depth].state
            for check, at in state.choices(segment.elements):
                if check.qualifies(segment.elements):
                    self._report(check, segment)
                    self.take(depth, state.step(at), segment)
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
        self._open(step, segment.number, segment.offset)

    def leave(self, depth: int, segment: Segment) -> None:
        """The loops inside of the open loop at `depth` end before this segment."""
        while len(self.frames) > depth + 1:
            report_missing(self.frames.pop(), segment, self._findings)

    def _open(self, step: Step, number: int, offset: int) -> Frame:
        """Opens the child loop of a step, if any; it must not come more often than allowed."""
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
