"""The levels of a hierarchical transaction set, such as those of an 837: 20, 22, 23."""

from collections.abc import Iterator, Mapping

from chalicelib.x12 import claim_rules as rules
from chalicelib.x12.amounts import read_number
from chalicelib.x12.findings import At, FindingCollector
from chalicelib.x12.segments import Segment

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
        self._closes = {level: set(levels) - {level, *_above(level, levels)} for level in levels}
        self._count = self._next_number = 0
        self._open: dict[str, tuple[str, str]] = {}
        self._last: Segment | None = None

    def enter(self, hl: Segment) -> None:
        """One more HL; what has no place was reported when its place was looked for."""
        level = hl[3]
        above = self._levels.get(level)
        if hl.is_absent or (above not in self._open if above else level not in self._levels):
            self._adopt(hl, level)
            return
        self._count += 1
        number, counted, last = hl[1], str(self._count), self._last
        self._check_number(hl, number, counted)
        if hl[2] not in (("",) if above is None else self._open[above]):
            self._findings.add(rules.HL_PARENT, hl, At(None, 2))
        self._check_children(has_child=last is not None and above == last[3])
        for each in self._closes[level]:
            self._open.pop(each, None)
        self._open[level], self._last = (number, counted), hl

    def _adopt(self, hl: Segment, level: str) -> None:
        """It is known to be out of order; what follows is measured by it."""
        self._count += 1
        self._next_number = read_number(hl[1]) or self._next_number + 1
        self._open[level], self._last = (hl[1], str(self._count)), None

    def _check_number(self, hl: Segment, number: str, counted: str) -> None:
        """A gap or a slip is reported once."""
        if number == counted:
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
