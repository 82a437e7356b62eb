"""Where one can be inside a loop, and where the next segment leads from there.

A state says what came so far inside one repetition of a loop; it and the steps that leave it are
worked out once and then looked up. Loops inside one another each have their own state, so that
there are few of them.
"""

from collections.abc import Sequence

from chalicelib.x12.guide.specs import (
    NOT_USED,
    REQUIRED,
    UNLIMITED,
    Child,
    LoopSpec,
)
from chalicelib.x12.typed import Protocol
from chalicelib.x12.walk.segment_check import SegmentCheck
from chalicelib.x12.walk.steps import Candidate, Route, Step, Watch, route_by

MOST_STATES = 500
"""So many are remembered of one loop, more than sound files ever need: memory stays flat."""
Used = tuple[tuple[int, int], ...]
"""Which children came, by their index, and how often as far as that matters."""


Usual = tuple[SegmentCheck | None, Step | None, "State | None"]
"""What a flawless segment mostly does somewhere: its check, its step, and the state of the loop
around, if it stands there and ends the loop inside. All None as long as nothing is usual."""
NOTHING_USUAL = (None, None, None)


class State:
    """One state of one loop; `unmet` are the required children that did not come yet.

    Where a segment meets what is `usual`, nothing has to be looked up.
    """

    __slots__ = ("_routes", "_steps", "loop", "reached", "unmet", "used", "usual")

    def __init__(self, loop: "Loop", reached: int, used: Used) -> None:
        self.loop, self.reached, self.used = loop, reached, dict(used)
        self.unmet = tuple([at for at in loop.required if at not in self.used])
        self._routes: dict[str, Route] = {}
        self._steps: dict[int, Step] = {}
        self.usual: Usual = NOTHING_USUAL

    def flawless(self, text: str, elements: list[str]) -> Step | None:
        """What a segment does here, if there is nothing wrong with it; None for all others."""
        at, by_code, candidates, is_distinct = self._route_of(elements[0])
        if at and at < len(elements):
            candidates = by_code.get(elements[at], ())
        for check, child_at in candidates:
            if check.meets_guide(text):
                rule = check.own_rule
                if rule is None or not rule(elements, check.component):
                    step = self.step(child_at)
                    if is_distinct and check.is_compiled and step.is_plain:
                        self.usual = (check, step, None)
                    return step
        return None

    def get_used_to(self, around: "State", segment_id: str) -> None:
        """A segment of this id ended the loop, which lacks nothing, and stood in the one around.

        It is usual only where no segment of the id could have stood inside.
        """
        check, step, further = around.usual
        is_usual = check is not None and check.spec.id == segment_id and further is None
        if is_usual and not self.candidates(segment_id):
            self.usual = (check, step, around)

    def choices(self, elements: list[str]) -> Sequence[Candidate]:
        """Where a segment could still stand, in the order of the guide.

        As far as that is quickly seen, those are left out whose qualifier is another.
        """
        at, by_code, candidates, _ = self._route_of(elements[0])
        return by_code.get(elements[at], ()) if 0 < at < len(elements) else candidates

    def candidates(self, segment_id: str) -> Sequence[Candidate]:
        """Where a segment with this id could still stand, in the order of the guide."""
        return self._route_of(segment_id).candidates

    def steps(self, segment_id: str) -> list[Step]:
        """What segments with this id could do here, in the order of the guide."""
        return [self.step(each.at) for each in self.candidates(segment_id)]

    def _route_of(self, segment_id: str) -> Route:
        return self._routes.get(segment_id) or self._new_route(segment_id)

    def _new_route(self, segment_id: str) -> Route:
        loop = self.loop
        candidates = [
            Candidate(loop.check(at), at)
            for at in loop.children_by_id.get(segment_id, ())
            if loop.children[at].position >= self.reached and self.has_room(at)
        ]
        route = route_by(loop.qualified_at(segment_id), candidates)
        self._routes[segment_id] = route
        return route

    def forget(self) -> None:
        """Drops the ways to other states."""
        self._routes.clear()
        self._steps.clear()
        self.usual = NOTHING_USUAL

    def has_room(self, at: int) -> bool:
        """Whether the child may come (once more); loops are counted elsewhere."""
        child = self.loop.children[at]
        if isinstance(child.content, LoopSpec) and child.most != 1:
            return True
        return child.most == UNLIMITED or self.used.get(at, 0) < child.most

    def step(self, at: int) -> Step:
        """What the child with this index does, whether or not it is its turn."""
        return self._steps.get(at) or self._new_step(at)

    def _new_step(self, at: int) -> Step:
        loop, child = self.loop, self.loop.children[at]
        reached = max(self.reached, child.position)
        passed = [each for each in self.unmet if self._is_passed(each, reached)]
        inner = loop.inner(at)
        most = child.most if inner is not None and child.most > 1 else 0
        state = loop.state(reached, self._used_with(at))
        is_end = child.segment.id == "SE"
        step = Step(at, state, inner, most, tuple(passed), loop.watch(at), is_end=is_end)
        self._steps[at] = step
        return step

    def _is_passed(self, at: int, reached: int) -> bool:
        return self.reached <= self.loop.children[at].position < reached

    def _used_with(self, at: int) -> Used:
        child = self.loop.children[at]
        counted = not isinstance(child.content, LoopSpec) and child.most != UNLIMITED
        times = self.used.get(at, 0) + 1 if counted else 1
        return tuple(sorted({**self.used, at: times}.items()))


class Source(Protocol):
    """Where a loop has its checks, watches and inner loops from; see Places."""

    def loop(self, spec: LoopSpec) -> "Loop": ...

    def check(self, loop_id: str, child: Child) -> SegmentCheck: ...

    def watch(self, loop_id: str, child: Child) -> Watch: ...


class Loop:
    """A loop of a guide, ready for use: `state(...)` of its places, each made once."""

    def __init__(self, spec: LoopSpec, places: Source) -> None:
        self.id = spec.id
        self.children: tuple[Child, ...] = tuple(
            child for child in spec.children if child.usage != NOT_USED
        )
        self.required = [at for at, child in enumerate(self.children) if child.usage == REQUIRED]
        self.children_by_id: dict[str, list[int]] = {}
        for at, child in enumerate(self.children):
            self.children_by_id.setdefault(child.segment.id, []).append(at)
        self._places = places
        self._states: dict[tuple[int, Used], State] = {}

    @property
    def entry(self) -> State:
        """Behind the segment that begins the loop."""
        return self.state(self.children[0].position, ((0, 1),))

    def check(self, at: int) -> SegmentCheck:
        """That of the child with this index, or of the segment that begins it."""
        return self._places.check(self.id, self.children[at])

    def watch(self, at: int) -> Watch:
        """Who wants to see the child with this index."""
        return self._places.watch(self.id, self.children[at])

    def state(self, reached: int, used: Used) -> State:
        """The state in which these children came, the last of them at this position."""
        key = (reached, used)
        found = self._states.get(key)
        if found is None:
            if len(self._states) == MOST_STATES:
                self._forget()
            found = self._states[key] = State(self, reached, used)
        return found

    def inner(self, at: int) -> State | None:
        """The first state of a child loop; None for a segment."""
        content = self.children[at].content
        return self._places.loop(content).entry if isinstance(content, LoopSpec) else None

    def qualified_at(self, segment_id: str) -> int:
        """The element by which children of this id are told apart; 0 where it is not one."""
        qualifiers = [self.check(at).qualifier for at in self.children_by_id.get(segment_id, ())]
        places = {each and (each.element, each.component) for each in qualifiers}
        place = places.pop() if len(places) == 1 else None
        return place[0] if place is not None and place[1] is None else 0

    def _forget(self) -> None:
        """Drops the states, and the ways that each of them remembers."""
        for state in self._states.values():
            state.forget()
        self._states.clear()
