"""The levels of an 837: billing provider (20), subscriber (22), patient (23)."""

from chalicelib.x12 import claim_rules as rules
from chalicelib.x12.findings import FindingCollector
from chalicelib.x12.segments import Segment
from chalicelib.x12.values import read_number

BILLING_PROVIDER, SUBSCRIBER, PATIENT = "20", "22", "23"
_PARENT = {BILLING_PROVIDER: None, SUBSCRIBER: BILLING_PROVIDER, PATIENT: SUBSCRIBER}


class Hierarchy:
    """Follows the HL segments of one transaction set and reports numbers that are wrong.

    The order in which levels stand tells what is below what; HL01 and HL02 are only checked
    against it (837 guides, HL segment).
    """

    def __init__(self, findings: FindingCollector) -> None:
        self._findings = findings
        self._count = 0
        self._open: dict[str, str] = {}

    def enter(self, hl: Segment) -> None:
        """One more HL. Levels that cannot stand here are reported."""
        level, number = hl[3], hl[1]
        self._count += 1
        if number != str(self._count):
            self._findings.add(rules.HL_NUMBER, hl, expected=self._count)
            self._count = read_number(number) or self._count
        if level not in _PARENT or (_PARENT[level] and _PARENT[level] not in self._open):
            self._findings.add(rules.HL_LEVEL, hl)
        elif hl[2] != self._open.get(_PARENT[level] or "", ""):
            self._findings.add(rules.HL_PARENT, hl)
        self._open = {kept: named for kept, named in self._open.items() if kept < level}
        self._open[level] = number
