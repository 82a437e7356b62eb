"""What is noted of segments that were flawless, so that the next ones like them need no search."""

from collections.abc import Iterable

from chalicelib.x12.findings import At, FindingCollector
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.states import State
from chalicelib.x12.walk.steps import LEAVE, Candidate


def take_note(
    raw: bytes,
    candidate: Candidate,
    state: State,
    inside: Iterable[State],
    findings: FindingCollector,
) -> None:
    """Notes what a flawless segment does in `state`, and that it ends the loops `inside`.

    The first texts of a step are remembered one by one; if there are more, it is noted how all of
    them begin.
    """
    candidate.step.room -= 1
    if candidate.step.room > 0:
        state.known[raw] = candidate.step
        for each in inside:
            each.known[raw] = LEAVE
    elif candidate.step.room == 0:
        state.note_sole(raw, _with_rules(candidate, findings))
        for each in inside:
            each.note_exit(raw, candidate)


def _with_rules(candidate: Candidate, findings: FindingCollector) -> Candidate:
    """The same for segments of which it is not known whether they break our rules."""
    check, step = candidate
    if not check.own_rules:
        return candidate

    def watch(segment: Segment) -> None:
        for rule, element, component in check.broken_rules(segment.elements):
            findings.add(rule, segment, At(check.loop_id, element, component))
        step.watch(segment)

    return Candidate(check, step.watched_by(watch))
