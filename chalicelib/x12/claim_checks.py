"""Checks of a single CLM segment and of its claim's place in the file."""

from chalicelib.x12 import claim_rules as rules
from chalicelib.x12.findings import FindingCollector
from chalicelib.x12.hierarchy import PATIENT, SUBSCRIBER
from chalicelib.x12.segments import Segment
from chalicelib.x12.values import read_amount

MOST_CLAIMS_PER_SET = 5_000
LONGEST_CLAIM_ID, LONGEST_SAFE_CLAIM_ID = 38, 14


class ClaimChecks:
    """Checks the claims of one file in their order."""

    def __init__(self, findings: FindingCollector) -> None:
        self._findings = findings
        self._claims_in_set = 0
        self._used_ids: set[str] = set()

    def start_set(self) -> None:
        """The next claims belong to another transaction set."""
        self._claims_in_set = 0

    def check(self, clm: Segment, level: str, position: int) -> None:
        """One claim that stands under HL03 = `level`; `position` counts from 1 in the file."""
        self._claims_in_set += 1
        if self._claims_in_set == MOST_CLAIMS_PER_SET + 1:
            self._findings.add(rules.TOO_MANY_CLAIMS, clm, most=MOST_CLAIMS_PER_SET)
        if level not in (SUBSCRIBER, PATIENT):
            self._findings.add(rules.CLAIM_OUTSIDE_SUBSCRIBER, clm, position=position)
        self._check_id(clm, position)
        self._check_charge(clm, position)

    def _check_id(self, clm: Segment, position: int) -> None:
        claim_id = clm[1].strip()
        if not claim_id:
            self._findings.add(rules.CLAIM_WITHOUT_ID, clm, position=position)
            return
        if len(claim_id) > LONGEST_SAFE_CLAIM_ID:
            too_long = len(claim_id) > LONGEST_CLAIM_ID
            rule = rules.CLAIM_ID_TOO_LONG if too_long else rules.CLAIM_ID_LONG
            self._findings.add(rule, clm, position=position, counted=len(claim_id))
        if claim_id in self._used_ids:
            self._findings.add(rules.CLAIM_ID_REPEATED, clm, position=position)
        self._used_ids.add(claim_id)

    def _check_charge(self, clm: Segment, position: int) -> None:
        if not clm[2]:
            self._findings.add(rules.CHARGE_MISSING, clm, position=position)
        elif read_amount(clm[2]) is None:
            self._findings.add(rules.CHARGE_NOT_A_NUMBER, clm, position=position)
