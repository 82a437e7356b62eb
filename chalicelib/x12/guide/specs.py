"""What an implementation guide says, as values. Codes and positions only, no prose."""

from chalicelib.x12.typed import NamedTuple

REQUIRED, SITUATIONAL, NOT_USED = "R", "S", "N"
UNLIMITED = 0
PERIOD = "PERIOD"
ADJUSTMENT = "ADJUSTMENT"


class ElementSpec(NamedTuple):
    """One data element: X12 type (ID AN R N0 N2 DT TM), lengths in characters, in-guide codes.

    Two have a type of their own: a date/time period (data element 1251) is PERIOD, its form depends
    on the format qualifier before it; a claim adjustment reason code (1034) is ADJUSTMENT: up to
    three digits, or a letter and up to two. No codes means that any value of the right shape will
    do: lists kept outside of the guide change faster than any table.
    """

    type: str
    shortest: int
    longest: int
    codes: tuple[str, ...]


class Slot(NamedTuple):
    """A position in a segment or composite. `most` is how often its value may repeat."""

    usage: str
    most: int
    content: "ElementSpec | CompositeSpec | None"


class CompositeSpec(NamedTuple):
    """One composite data element: its components in order."""

    parts: tuple[Slot, ...]


class Condition(NamedTuple):
    """A relation between elements of one segment: kind P, R, E, C or L, positions from 1."""

    kind: str
    positions: tuple[int, ...]


class SegmentSpec:
    """One segment as it may stand at one place of the guide."""

    def __init__(
        self, segment_id: str, slots: tuple[Slot, ...], conditions: tuple[Condition, ...]
    ) -> None:
        self.id, self.slots, self.conditions = segment_id, slots, conditions

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SegmentSpec):
            return NotImplemented
        same_slots = self.id == other.id and self.slots == other.slots
        return same_slots and self.conditions == other.conditions

    def __hash__(self) -> int:
        return hash(self.id)


class Child(NamedTuple):
    """A segment or loop inside a loop.

    Children stand in the order of their `position`; those that share one come in any order.
    `most` is how often it may come, 0 for as often as one likes.
    """

    position: int
    usage: str
    most: int
    content: "SegmentSpec | LoopSpec"

    @property
    def segment(self) -> SegmentSpec:
        """The segment by which this child is recognized."""
        return self.content.first if isinstance(self.content, LoopSpec) else self.content


class LoopSpec(NamedTuple):
    """One loop; the first child is the segment that begins it."""

    id: str
    children: tuple[Child, ...]

    @property
    def first(self) -> SegmentSpec:
        """The segment that begins the loop."""
        return self.children[0].segment


class Qualifier(NamedTuple):
    """Where the code stands by which segments of one id are told apart (positions from 1)."""

    element: int
    component: int | None
    codes: frozenset[str]

    def value(self, elements: list[str], separator: str) -> str:
        """The code of a segment, `elements[0]` being its id."""
        value = elements[self.element] if self.element < len(elements) else ""
        return value if self.component is None else value.partition(separator)[0]


def qualifier_of(segment: SegmentSpec) -> Qualifier | None:
    """The qualifier of a segment: its first element, or that of a composite, or HL03.

    None when any segment of this id will do.
    """
    at = 3 if segment.id == "HL" else 1
    slot = segment.slots[at - 1]
    content, component = slot.content, None
    if isinstance(content, CompositeSpec):
        content, component = content.parts[0].content, 1
    if slot.usage != REQUIRED or not isinstance(content, ElementSpec) or not content.codes:
        return None
    return Qualifier(at, component, frozenset(content.codes))
