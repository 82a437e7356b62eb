"""Checks the elements of ISA, GS and TA1 against their table."""

from functools import cache

from chalicelib.x12 import envelope_rules as rules
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.findings import At, FindingCollector
from chalicelib.x12.guide.index import envelope_segments
from chalicelib.x12.guide.specs import SegmentSpec
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.element_errors import element_errors

_UNCHECKED = {
    "ISA": frozenset({2, 4, 11, 16}),
    "TA1": frozenset({2, 3}),
}
"""Blank fields, delimiters, and what other systems fill with their own date."""


def check_envelope_segment(
    segment: Segment, delimiters: Delimiters, findings: FindingCollector
) -> None:
    """Reports what is wrong with the elements of an ISA, GS or TA1; others pass."""
    spec = _specs().get(segment.id)
    if spec is None:
        return
    unchecked = _UNCHECKED.get(segment.id, frozenset())
    for _, element, component in element_errors(spec, segment.elements, delimiters):
        if element not in unchecked:
            rule = rules.ELEMENTS.get((segment.id, element), rules.ENVELOPE_ELEMENT)
            findings.add(rule, segment, At(None, element, component))


@cache
def _specs() -> dict[str, SegmentSpec]:
    return {each: spec for each, spec in envelope_segments().items() if each in rules.CHECKED}
