"""Checks the HL numbers of any hierarchical transaction set."""

from collections.abc import Iterator, Mapping

from chalicelib.x12.findings import FindingCollector
from chalicelib.x12.guide.specs import LoopSpec, qualifier_of
from chalicelib.x12.hierarchy import Hierarchy, Levels
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.places import Place
from chalicelib.x12.walk.steps import Watch


class HierarchyWatch:
    """The levels are those of the guide: loops that begin with HL, inside one another."""

    def __init__(self, findings: FindingCollector, guide: LoopSpec) -> None:
        self._findings = findings
        found = list(_levels(guide, None))
        self._levels: Levels = {level: above for _, level, above in found}
        self._loops = [loop_id for loop_id, _, _ in found]
        self._hierarchy = Hierarchy(findings, self._levels)

    def places(self) -> Mapping[Place, Watch]:
        """Every HL; ST and SE begin and end the count."""
        if not self._levels:
            return {}
        return {
            ("ST_LOOP", "ST"): self._start,
            ("ST_LOOP", "SE"): self._finish,
            **{(loop_id, "HL"): self._enter for loop_id in self._loops},
        }

    def cut(self, end: int) -> None:
        """Nothing is known of a set that was cut."""

    def _start(self, _: Segment) -> None:
        self._hierarchy = Hierarchy(self._findings, self._levels)

    def _enter(self, hl: Segment) -> None:
        self._hierarchy.enter(hl)

    def _finish(self, _: Segment) -> None:
        self._hierarchy.finish()


def _levels(loop: LoopSpec, above: str | None) -> Iterator[tuple[str, str, str | None]]:
    """Loop id, HL03 and HL03 of the level above, of every level."""
    level = above
    if loop.first.id == "HL" and (qualifier := qualifier_of(loop.first)) is not None:
        (level,) = qualifier.codes
        yield loop.id, level, above
    for child in loop.children:
        if isinstance(child.content, LoopSpec):
            yield from _levels(child.content, level)
