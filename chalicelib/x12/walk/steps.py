"""What a segment does at a place of a guide, and by what such places are found."""

from collections.abc import Callable, Sequence

from chalicelib.x12.segments import Segment
from chalicelib.x12.typed import TYPE_CHECKING, NamedTuple
from chalicelib.x12.walk.segment_check import SegmentCheck

if TYPE_CHECKING:
    from chalicelib.x12.walk.states import State

Watch = Callable[[Segment], object]


def nobody(_: Segment) -> None:
    """The watch of a segment that nobody wants to see."""


class Step:
    """What a segment does in a state: it stays in the loop, or enters the child loop `inner`.

    `state` is that of this loop behind the step. `passed` are required children that the step
    leaves behind without their having come. `most` limits a loop that may repeat a number of
    times, else it is 0. `watch` is shown the segment. A step is plain if it passes nothing over
    and does not end the set.
    """

    __slots__ = ("index", "inner", "is_plain", "is_watched", "most", "passed", "state", "watch")

    def __init__(
        self,
        index: int,
        state: "State",
        inner: "State | None",
        most: int,
        passed: tuple[int, ...],
        watch: Watch,
        *,
        is_end: bool,
    ) -> None:
        self.index, self.state, self.inner = index, state, inner
        self.most, self.passed, self.watch = most, passed, watch
        self.is_watched = watch is not nobody
        self.is_plain = not passed and not is_end


class Candidate(NamedTuple):
    """A place where a segment could stand: its check, and the index of the child in its loop."""

    check: SegmentCheck
    at: int


class Route(NamedTuple):
    """Candidates for one segment id; `by_code` has those for each code of element `at`, if any.

    They are distinct when no segment can be meant by two of them.
    """

    at: int
    by_code: dict[str, list[Candidate]]
    candidates: Sequence[Candidate]
    is_distinct: bool


def route_by(at: int, candidates: Sequence[Candidate]) -> Route:
    """`at` is the element of the qualifier, 0 where the segments need not be told apart by one."""
    by_code: dict[str, list[Candidate]] = {}
    for candidate in candidates if at else ():
        for code in candidate.check.codes:
            by_code.setdefault(code, []).append(candidate)
    choices = by_code.values() if at else (candidates,)
    return Route(at, by_code, candidates, all(len(each) == 1 for each in choices))
