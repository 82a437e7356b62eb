"""Checks one segment against one place of a guide, as fast as can be."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from chalicelib.x12 import claim_rules
from chalicelib.x12 import element_rules as rules
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.findings import Hit
from chalicelib.x12.guide.specs import (
    CompositeSpec,
    ElementSpec,
    Qualifier,
    SegmentSpec,
    qualifier_of,
)
from chalicelib.x12.walk.element_errors import element_errors

TRIES_BEFORE_COMPILING = 64
USES_BEFORE_COMPILING = 8

BETTER_WORDS = {
    ("CLM", 1, rules.MISSING): claim_rules.CLAIM_WITHOUT_ID,
    ("CLM", 1, rules.TOO_LONG): claim_rules.CLAIM_ID_TOO_LONG,
    ("CLM", 2, rules.MISSING): claim_rules.CHARGE_MISSING,
    ("CLM", 2, rules.CHARACTER): claim_rules.CHARGE_NOT_A_NUMBER,
}
"""Where there is more to say to a biller than what a table can tell."""

SegmentRule = Callable[[list[str], str], Sequence[Hit]]
"""What elements break of a rule of ours; the second argument is the component separator."""


class SegmentCheck:
    """One place of a guide with the rules of ours that hold there.

    `meets_guide` says whether the text of a segment, of whatever id, is flawless by the guide
    alone, `own_rule` what its elements break of our rules; None where there are none. A pattern is
    compiled only for a place that is met often: a file of one claim is checked sooner without;
    `is_compiled` says whether it is.
    """

    def __init__(
        self,
        loop_id: str,
        spec: SegmentSpec,
        delimiters: Delimiters,
        own_rules: tuple[SegmentRule, ...],
    ) -> None:
        self.loop_id = loop_id
        self.spec = spec
        self.meets_guide: Callable[[str], object] = self._meets_guide_slowly
        self.is_compiled = False
        self._delimiters = delimiters
        self.component = delimiters.component.decode("latin-1")
        self.own_rule = _together(own_rules)
        self._element = delimiters.element.decode("latin-1")
        self._tries = self._uses = 0

    @cached_property
    def qualifier(self) -> Qualifier | None:
        """By what it is told from other segments of its id, if by anything."""
        return qualifier_of(self.spec)

    def qualifies(self, elements: list[str]) -> bool:
        """Whether the segment, whose id fits, belongs here by its qualifier."""
        qualifier = self.qualifier
        return qualifier is None or qualifier.value(elements, self.component) in qualifier.codes

    @property
    def codes(self) -> frozenset[str]:
        """The codes of its qualifier; none where any segment of the id will do."""
        return frozenset() if self.qualifier is None else self.qualifier.codes

    def hits(self, elements: list[str]) -> Iterator[Hit]:
        """Everything that is wrong with the segment."""
        yield from self._guide_hits(elements)
        if self.own_rule is not None:
            yield from self.own_rule(elements, self.component)

    def _meets_guide_slowly(self, text: str) -> bool:
        elements = text.split(self._element)
        self._tries += 1
        qualifies = self.qualifies(elements)
        self._uses += qualifies
        if self._uses == USES_BEFORE_COMPILING or self._tries == TRIES_BEFORE_COMPILING:
            self._compile()
        return qualifies and not any(self._guide_hits(elements))

    def _compile(self) -> None:
        from chalicelib.x12.walk.patterns import segment_pattern

        self.meets_guide = segment_pattern(self.spec, self._delimiters).match
        self.is_compiled = True

    def _guide_hits(self, elements: list[str]) -> Iterator[Hit]:
        for rule, element, component in element_errors(self.spec, elements, self._delimiters):
            yield Hit(BETTER_WORDS.get((self.spec.id, element, rule), rule), element, component)
        yield from self._trailing_blanks(elements)

    def _trailing_blanks(self, elements: list[str]) -> Iterator[Hit]:
        for position, (slot, value) in enumerate(
            zip(self.spec.slots, elements[1:], strict=False), start=1
        ):
            if value.endswith(" ") and not value.isspace() and _may_be_shorter(slot.content, value):
                yield Hit(rules.TRAILING_BLANK, position)


def _together(rules: tuple[SegmentRule, ...]) -> SegmentRule | None:
    """Several rules as one."""
    if not rules:
        return None
    first, rest = rules[0], _together(rules[1:])
    return first if rest is None else _both(first, rest)


def _both(first: SegmentRule, then: SegmentRule) -> SegmentRule:
    def both(elements: list[str], component: str) -> Sequence[Hit]:
        hits, more = first(elements, component), then(elements, component)
        return [*hits, *more] if hits and more else hits or more

    return both


def _may_be_shorter(content: ElementSpec | CompositeSpec | None, value: str) -> bool:
    """Blanks that fill a value up to its shortest length are right."""
    return isinstance(content, ElementSpec) and len(value.rstrip()) >= content.shortest
