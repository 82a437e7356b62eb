"""Where our tables differ from the maps they come from, and why."""

from collections.abc import Callable

from chalicelib.x12.guide.specs import SITUATIONAL, UNLIMITED, Child, LoopSpec, SegmentSpec, Slot
from infra.guides.pyx12_maps import element

_GUIDE_REFERENCE = "1705"


def any_guide(guide: LoopSpec) -> LoopSpec:
    """ST03 may be there or not: GS08 says the same (in an 835 it is a warning of its own)."""
    return edited(guide, "ST_LOOP", "ST", _with_optional_guide)


def remittance(guide: LoopSpec) -> LoopSpec:
    """PLB repeats (the map's footer loop comes once); one payer contact is enough."""
    guide = edited(guide, "ST_LOOP", "PLB", lambda child: child._replace(most=UNLIMITED))
    return any_guide(guide)


def edited(
    loop: LoopSpec, loop_id: str, segment_id: str, edit: Callable[[Child], Child]
) -> LoopSpec:
    """The guide with each segment of this id in this loop edited."""

    def visit(child: Child) -> Child:
        if isinstance(child.content, LoopSpec):
            return child._replace(content=edited(child.content, loop_id, segment_id, edit))
        is_meant = loop.id == loop_id and child.content.id == segment_id
        return edit(child) if is_meant else child

    return LoopSpec(loop.id, tuple(visit(child) for child in loop.children))


def _with_optional_guide(child: Child) -> Child:
    segment = child.segment
    set_id, number, _ = segment.slots
    slots = (set_id, number, Slot(SITUATIONAL, 1, element(_GUIDE_REFERENCE)))
    return child._replace(content=SegmentSpec(segment.id, slots, segment.conditions))
