"""Transmissions as the API shows them."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from chalicelib.domain.transmission import Decision, Look, Transmission
from chalicelib.entry.http.json_body import Asked
from chalicelib.entry.model import Model


class LookOut(Model):
    at: datetime
    size: int | None

    @classmethod
    def of(cls, look: Look) -> "LookOut":
        return cls.model_validate(look, from_attributes=True)


class DecisionOut(Model):
    verdict: str
    by: str
    at: datetime
    reason: str
    doubted_at: datetime | None
    looked: LookOut | None

    @classmethod
    def of(cls, decision: Decision) -> "DecisionOut":
        return cls(
            verdict=decision.verdict,
            by=decision.by,
            at=decision.at,
            reason=decision.reason,
            doubted_at=decision.doubted_at,
            looked=LookOut.of(decision.looked) if decision.looked else None,
        )


class TransmissionOut(Model):
    """`evidence` is what shows that it was sent. While it is uncertain both facts stand here:
    `doubted_at`, when the bytes began to go out, and `looked`, what lay there at the last look."""

    transmission_id: str
    state: str
    file_name: str
    size: int
    interchange_control_number: str
    attempts: int
    planned_at: datetime
    sent_at: datetime | None
    answered_at: datetime | None
    evidence: str | None
    doubted_at: datetime | None
    looked: LookOut | None
    decisions: tuple[DecisionOut, ...]

    @classmethod
    def of(cls, transmission: Transmission) -> "TransmissionOut":
        return cls(
            transmission_id=transmission.transmission_id,
            state=transmission.state,
            file_name=transmission.file_name,
            size=transmission.size,
            interchange_control_number=f"{transmission.interchange_control_number:09d}",
            attempts=transmission.attempts,
            planned_at=transmission.planned_at,
            sent_at=transmission.sent_at,
            answered_at=transmission.answered_at,
            evidence=transmission.evidence,
            doubted_at=transmission.doubted_at,
            looked=LookOut.of(transmission.looked) if transmission.looked else None,
            decisions=tuple(DecisionOut.of(each) for each in transmission.decisions),
        )


class TransmissionDecisionIn(Asked):
    decision: Literal["sent", "not_sent"]
    reason: str = Field(min_length=1, max_length=500)
