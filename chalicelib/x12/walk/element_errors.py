"""Names what is wrong with the elements of one segment, one by one."""

from collections.abc import Iterable, Iterator

from chalicelib.x12 import element_rules as rules
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.findings import Hit, Rule
from chalicelib.x12.guide.specs import (
    NOT_USED,
    PERIOD,
    REQUIRED,
    UNLIMITED,
    CompositeSpec,
    Condition,
    ElementSpec,
    SegmentSpec,
    Slot,
)
from chalicelib.x12.walk.value_faults import value_fault


def element_errors(spec: SegmentSpec, elements: list[str], delimiters: Delimiters) -> Iterator[Hit]:
    """All faults of a segment, `elements[0]` being its id; empty when the guide is met."""
    checker = _Checker(delimiters)
    values = elements[1:] + [""] * (len(spec.slots) + 1 - len(elements))
    if any(values[len(spec.slots) :]):
        yield Hit(rules.TOO_MANY_ELEMENTS, len(spec.slots) + 1)
    before = ""
    missing_at: set[int] = set()
    for position, (slot, value) in enumerate(zip(spec.slots, values, strict=False), start=1):
        before, period_format = value, before
        for component, rule in checker.slot(slot, value, period_format):
            yield Hit(rule, position, component)
            before = ""
            if rule is rules.MISSING:
                missing_at.add(position)
    for condition in spec.conditions:
        missing, rule = unmet(condition, values)
        if missing and missing not in missing_at:
            yield Hit(rule, missing)


def unmet(condition: Condition, values: list[str]) -> tuple[int, Rule]:
    """The position at which a condition is not met, 0 when it is met.

    P: all or none. R: at least one. E: at most one. C: the first needs all others. L: the first
    needs one of the others (X12.5, relational conditions).
    """
    present = [at for at in condition.positions if values[at - 1]]
    absent = [at for at in condition.positions if not values[at - 1]]
    first = condition.positions[0]
    if condition.kind == "E":
        return (present[1] if len(present) > 1 else 0), rules.EXCLUSION
    broken = {
        "P": bool(present),
        "R": not present,
        "C": first in present,
        "L": present == [first],
    }[condition.kind]
    return (absent[0] if absent and broken else 0), rules.CONDITION


_Fault = tuple[int | None, Rule]
"""A component, None for all of the element, and the rule that it breaks."""


def _of_all(rule: Rule) -> tuple[_Fault]:
    return ((None, rule),)


class _Checker:
    """Checks slots with the delimiters of one interchange."""

    def __init__(self, delimiters: Delimiters) -> None:
        self._component = delimiters.component.decode("latin-1")
        repetition = delimiters.repetition
        self._repetition = repetition.decode("latin-1") if repetition else None

    def slot(self, slot: Slot, value: str, before: str) -> Iterable[_Fault]:
        """Faults of one element with their component; `before` is the element before it, "" if
        that is wrong itself.
        """
        if not value:
            return _of_all(rules.MISSING) if slot.usage == REQUIRED else ()
        content = slot.content
        if slot.usage == NOT_USED or content is None:
            return _of_all(rules.NOT_USED)
        if not self._repetition or self._repetition not in value:
            return self._content(content, value, before)
        repetitions = value.split(self._repetition)
        if slot.most != UNLIMITED and len(repetitions) > slot.most:
            return _of_all(rules.TOO_MANY_REPETITIONS)
        return [fault for each in repetitions for fault in self._content(content, each, before)]

    def _content(
        self, content: ElementSpec | CompositeSpec, value: str, before: str
    ) -> Iterable[_Fault]:
        if isinstance(content, CompositeSpec):
            return self._composite(content, value.split(self._component))
        if self._component in value:
            return _of_all(rules.TOO_MANY_COMPONENTS)
        rule = value_fault(content, value, before if content.type == PERIOD else "")
        return () if rule is None else _of_all(rule)

    def _composite(self, composite: CompositeSpec, components: list[str]) -> Iterator[_Fault]:
        parts = composite.parts
        if any(components[len(parts) :]):
            yield len(parts) + 1, rules.TOO_MANY_COMPONENTS
        values, before = components + [""] * (len(parts) - len(components)), ""
        for position, (part, value) in enumerate(zip(parts, values, strict=False), start=1):
            for _, rule in self.slot(part, value, before):
                yield position, rule
            before = value
