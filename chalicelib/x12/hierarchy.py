"""The levels of a hierarchical transaction set, such as those of an 837: 20, 22, 23."""

from collections.abc import Iterator, Mapping

from chalicelib.x12 import claim_rules as rules
from chalicelib.x12.findings import At, FindingCollector
from chalicelib.x12.segments import Segment
from chalicelib.x12.values import read_number

BILLING_PROVIDER, SUBSCRIBER, PATIENT = "20", "22", "23"
CLAIM_LEVELS = {BILLING_PROVIDER: None, SUBSCRIBER: BILLING_PROVIDER, PATIENT: SUBSCRIBER}

Levels = Mapping[str, str | None]
"""HL03 of every level, and of the level that it stands under."""


class Hierarchy:
    """Follows the HL segments of one transaction set and reports numbers that are wrong.

    The order in which levels stand tells what is below what; HL01, HL02 and HL04 are only checked
    against it (837 guides, HL segment).
    """

    def __init__(self, findings: FindingCollector, levels: Levels = CLAIM_LEVELS) -> None:
        self._findings = findings
        self._levels = levels
        self._above = {level: list(_above(level, levels)) for level in levels}
        self._count = self._next_number = 0
        self._open: dict[str, tuple[str, ...]] = {}
        self._last: Segment | None = None

    def enter(self, hl: Segment) -> None:
        """One more HL. Levels that cannot stand here are reported."""
        self.count(hl)
        level = hl[3]
        above = self._levels.get(level)
        if not self.is_below_its_parent(hl):
            self._findings.add(rules.HL_LEVEL, hl, At(None, 3))
        elif hl[2] not in self._open.get(above or "", ("",)):
            self._findings.add(rules.HL_PARENT, hl, At(None, 2))
        self._check_children(has_child=self._last is not None and above == self._last[3])
        self._open = {
            each: self._open[each] for each in self._above.get(level, ()) if each in self._open
        }
        self._open[level], self._last = (hl[1], str(self._count)), hl

    def is_below_its_parent(self, hl: Segment) -> bool:
        """Whether the level is known and the one above it came."""
        level = hl[3]
        above = self._levels.get(level)
        return level in self._levels and (above is None or above in self._open)

    def adopt(self, hl: Segment) -> None:
        """One more HL that is known to be out of order; what follows is measured by it."""
        self._count += 1
        self._next_number = read_number(hl[1]) or self._next_number + 1
        self._open[hl[3]], self._last = (hl[1], str(self._count)), None

    def count(self, hl: Segment) -> None:
        """One more HL of which only the number is looked at; a gap or a slip is reported once."""
        self._count += 1
        number = hl[1]
        if number == str(self._count):
            self._next_number = self._count
            return
        self._next_number += 1
        if number != str(self._next_number):
            self._findings.add(rules.HL_NUMBER, hl, At(None, 1), expected=self._count)
        self._next_number = read_number(number) or self._next_number

    def finish(self) -> None:
        """The transaction set ends."""
        self._check_children(has_child=False)

    def _check_children(self, has_child: bool) -> None:
        last = self._last
        if last is not None and last[4] == ("0" if has_child else "1"):
            self._findings.add(rules.HL_CHILDREN, last, At(None, 4))


def _above(level: str, levels: Levels) -> Iterator[str]:
    """The levels that stay open when this one begins."""
    above = levels[level]
    while above is not None:
        yield above
        above = levels[above]
