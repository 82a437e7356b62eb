"""Names what is wrong with the elements of one segment, one by one."""

from collections.abc import Iterator

from chalicelib.x12.delimiters import Delimiters
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
from chalicelib.x12.typed import NamedTuple
from chalicelib.x12.walk.value_faults import Fault, value_fault


class ElementError(NamedTuple):
    """One fault of a segment: element position, and component position, from 1."""

    element: int
    component: int | None
    fault: Fault


def element_errors(
    spec: SegmentSpec, elements: list[str], delimiters: Delimiters
) -> Iterator[ElementError]:
    """All faults of a segment, `elements[0]` being its id; empty when the guide is met."""
    checker = _Checker(delimiters)
    values = elements[1:] + [""] * (len(spec.slots) + 1 - len(elements))
    if any(values[len(spec.slots) :]):
        yield ElementError(len(spec.slots) + 1, None, Fault.TOO_MANY_ELEMENTS)
    before = ""
    missing_at: set[int] = set()
    for position, (slot, value) in enumerate(zip(spec.slots, values, strict=False), start=1):
        before, period_format = value, before
        for component, fault in checker.slot(slot, value, period_format):
            yield ElementError(position, component, fault)
            before = ""
            if fault is Fault.REQUIRED:
                missing_at.add(position)
    for condition in spec.conditions:
        missing, fault = unmet(condition, values)
        if missing and missing not in missing_at:
            yield ElementError(missing, None, fault)


def unmet(condition: Condition, values: list[str]) -> tuple[int, Fault]:
    """The position at which a condition is not met, 0 when it is met.

    P: all or none. R: at least one. E: at most one. C: the first needs all others. L: the first
    needs one of the others (X12.5, relational conditions).
    """
    present = [at for at in condition.positions if values[at - 1]]
    absent = [at for at in condition.positions if not values[at - 1]]
    first = condition.positions[0]
    if condition.kind == "E":
        return (present[1] if len(present) > 1 else 0), Fault.EXCLUSION
    broken = {
        "P": bool(present),
        "R": not present,
        "C": first in present,
        "L": present == [first],
    }[condition.kind]
    return (absent[0] if absent and broken else 0), Fault.CONDITION


class _Checker:
    """Checks slots with the delimiters of one interchange."""

    def __init__(self, delimiters: Delimiters) -> None:
        self._component = delimiters.component.decode("latin-1")
        repetition = delimiters.repetition
        self._repetition = repetition.decode("latin-1") if repetition else None

    def slot(self, slot: Slot, value: str, before: str) -> Iterator[tuple[int | None, Fault]]:
        """Faults of one element with their component; `before` is the element before it, "" if
        that is wrong itself.
        """
        if not value:
            if slot.usage == REQUIRED:
                yield None, Fault.REQUIRED
            return
        if slot.usage == NOT_USED or slot.content is None:
            yield None, Fault.NOT_USED
            return
        repetitions = value.split(self._repetition) if self._repetition else [value]
        if slot.most != UNLIMITED and len(repetitions) > slot.most:
            yield None, Fault.TOO_MANY_REPETITIONS
            return
        for repetition in repetitions:
            yield from self._content(slot.content, repetition, before)

    def _content(
        self, content: ElementSpec | CompositeSpec, value: str, before: str
    ) -> Iterator[tuple[int | None, Fault]]:
        components = value.split(self._component)
        if isinstance(content, CompositeSpec):
            yield from self._composite(content, components)
        elif len(components) > 1:
            yield None, Fault.TOO_MANY_COMPONENTS
        elif fault := value_fault(content, value, before if content.type == PERIOD else ""):
            yield None, fault

    def _composite(
        self, composite: CompositeSpec, components: list[str]
    ) -> Iterator[tuple[int | None, Fault]]:
        parts = composite.parts
        if any(components[len(parts) :]):
            yield len(parts) + 1, Fault.TOO_MANY_COMPONENTS
        values, before = components + [""] * (len(parts) - len(components)), ""
        for position, (part, value) in enumerate(zip(parts, values, strict=False), start=1):
            for _, fault in self.slot(part, value, before):
                yield position, fault
            before = value
