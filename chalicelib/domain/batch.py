"""A batch: one file that a client handed in."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.claim import ClaimKind
from chalicelib.domain.errors import InvalidTransitionError
from chalicelib.domain.finding import Finding
from chalicelib.domain.identifiers import AccountId, BatchId, PracticeId
from chalicelib.domain.stall import LatePayer, Stall


class IntakeSource(StrEnum):
    API = "api"
    DROP_FOLDER = "drop_folder"


class IntakeState(StrEnum):
    """How far intake has come; the batch's status for people is folded from more than this."""

    RECEIVED = "received"
    REFUSED = "refused"
    PLANNED = "planned"


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
