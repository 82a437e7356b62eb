"""A batch: one file that a client handed in."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.claim import ClaimKind
from chalicelib.domain.errors import InvalidTransitionError
from chalicelib.domain.finding import Finding, Level
from chalicelib.domain.identifiers import CLAIMS_PER_PAGE, AccountId, BatchId, PracticeId
from chalicelib.domain.stall import LatePayer, Stall

HANDED_IN_BEFORE = "claim.handed_in_before"
"""The rule of a finding about a claim that came before, in whatever file."""


class IntakeSource(StrEnum):
    API = "api"
    DROP_FOLDER = "drop_folder"
    UPLOAD = "upload"


class IntakeState(StrEnum):
    """How far intake has come; the batch's status for people is folded from more than this."""

    RECEIVED = "received"
    REFUSED = "refused"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class DuplicatesAllowed:
    """Somebody's decision to send claims that were handed in before; `first_received_at` is when
    the file was handed in and refused for them."""

    by: str
    at: datetime
    reason: str
    first_received_at: datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """`look_at` is when the watch looks at it next; None while nothing is decided about it, and
    once nothing can become late any more. `late_payers` are early warnings.
    """

    batch_id: BatchId
    account_id: AccountId
    practice_id: PracticeId
    source: IntakeSource
    received_at: datetime
    content_sha256: str
    size: int
    state: IntakeState = IntakeState.RECEIVED
    kind: ClaimKind | None = None
    claim_count: int = 0
    total_charge: Decimal = Decimal(0)
    findings: tuple[Finding, ...] = ()
    more_findings: int = 0
    stall: Stall | None = None
    look_at: datetime | None = None
    late_payers: tuple[LatePayer, ...] = ()
    duplicates_allowed: DuplicatesAllowed | None = None

    @property
    def page_sizes(self) -> tuple[int, ...]:
        """How many claims each of its pages holds."""
        firsts = range(0, self.claim_count, CLAIMS_PER_PAGE)
        return tuple(min(CLAIMS_PER_PAGE, self.claim_count - first) for first in firsts)

    @property
    def waits_for_leave(self) -> bool:
        """Whether it was refused for nothing but claims that were handed in before."""
        rules = {each.rule for each in self.findings if each.level is Level.ERROR}
        return self.state is IntakeState.REFUSED and rules == {HANDED_IN_BEFORE}

    def allow_duplicates(self, by: str, at: datetime, reason: str) -> "Batch":
        """Handed in once more by this decision: its deadlines count from now."""
        if not self.waits_for_leave:
            raise InvalidTransitionError(f"{self.batch_id} does not wait for leave")
        return replace(
            self,
            state=IntakeState.RECEIVED,
            received_at=at,
            findings=(),
            more_findings=0,
            look_at=None,
            duplicates_allowed=DuplicatesAllowed(by, at, reason, self.received_at),
        )

    def refuse(self, findings: tuple[Finding, ...], more_findings: int) -> "Batch":
        self._expect(IntakeState.RECEIVED)
        return replace(
            self,
            state=IntakeState.REFUSED,
            findings=findings,
            more_findings=more_findings,
            look_at=self.received_at if self.stall else None,
        )

    def plan(
        self,
        kind: ClaimKind,
        claim_count: int,
        total_charge: Decimal,
        findings: tuple[Finding, ...],
        more_findings: int,
    ) -> "Batch":
        self._expect(IntakeState.RECEIVED)
        return replace(
            self,
            state=IntakeState.PLANNED,
            look_at=self.received_at,
            kind=kind,
            claim_count=claim_count,
            total_charge=total_charge,
            findings=findings,
            more_findings=more_findings,
        )

    def watched(
        self, stall: Stall | None, look_at: datetime | None, late_payers: tuple[LatePayer, ...]
    ) -> "Batch":
        """As the watch has found it. One that is not planned yet is looked at in every round."""
        if self.state is IntakeState.RECEIVED:
            look_at = None
        return replace(self, stall=stall, look_at=look_at, late_payers=late_payers)

    def _expect(self, state: IntakeState) -> None:
        if self.state is not state:
            raise InvalidTransitionError(f"{self.batch_id} is {self.state}, not {state}")
