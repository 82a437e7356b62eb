"""A stall: a batch past its deadline for the next answer, with a diagnosis."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.deadlines import Stage
from chalicelib.domain.diagnosis import Diagnosis


@dataclass(frozen=True, slots=True)
class Stall:
    """`since` is when the watch saw it, `due_at` the deadline that was missed, `claims` how many
    of the batch's claims still wait there (0 for the file as a whole)."""

    since: datetime
    stage: Stage
    due_at: datetime
    claims: int
    diagnosis: Diagnosis

    def renew(self, stage: Stage, due_at: datetime, claims: int, diagnosis: Diagnosis) -> "Stall":
        """The same stall, as it is seen now."""
        return replace(self, stage=stage, due_at=due_at, claims=claims, diagnosis=diagnosis)


@dataclass(frozen=True, slots=True)
class LatePayer:
    """An early warning: this payer usually answers sooner. It is no stall yet."""

    payer_id: str
    claims: int
    waiting_since: datetime
    usual_hours: int
