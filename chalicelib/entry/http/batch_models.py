"""Batches and claims as the API shows them."""

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import Field

from chalicelib.domain.batch import DuplicatesAllowed
from chalicelib.domain.fact import Fact
from chalicelib.domain.finding import Finding
from chalicelib.domain.stall import LatePayer, Stall
from chalicelib.domain.status import BATCH_SENTENCES
from chalicelib.entry.http.diagnosis_models import DiagnosisOut
from chalicelib.entry.http.json_body import Asked
from chalicelib.entry.http.money import Money
from chalicelib.entry.http.transmission_models import TransmissionOut
from chalicelib.entry.model import Model
from chalicelib.services.show.show_batch import BatchView
from chalicelib.services.show.show_claim import ClaimView


class FindingOut(Model):
    rule: str
    level: str
    code: str | None
    segment: str | None
    segment_number: int | None
    offset: int | None
    message: str
    fix: str

    @classmethod
    def of(cls, finding: Finding) -> "FindingOut":
        return cls.model_validate(finding, from_attributes=True)


class DuplicatesAllowedOut(Model):
    """Who had claims sent that were handed in before, and why. The batch counts as received at
    `at`; `first_received_at` is when it came and was refused."""

    by: str
    at: datetime
    reason: str
    first_received_at: datetime

    @classmethod
    def of(cls, allowed: DuplicatesAllowed) -> "DuplicatesAllowedOut":
        return cls.model_validate(allowed, from_attributes=True)


class AllowDuplicatesIn(Asked):
    """Why claims that were handed in before are to be sent again."""

    reason: str = Field(min_length=1, max_length=500)


class StallOut(Model):
    """`stage` says which answer is overdue since `due_at`; `advice` is what to do."""

    since: datetime
    stage: str
    due_at: datetime
    claims: int
    diagnosis: str
    advice: str
    details: DiagnosisOut

    @classmethod
    def of(cls, stall: Stall) -> "StallOut":
        details = DiagnosisOut.of(stall.diagnosis)
        return cls(
            since=stall.since,
            stage=stall.stage,
            due_at=stall.due_at,
            claims=stall.claims,
            diagnosis=details.verdict,
            advice=f"{details.do} Call: {details.whom}.",
            details=details,
        )


class LatePayerOut(Model):
    """An early warning: the payer usually answers within `usual_hours`."""

    payer_id: str
    claims: int
    waiting_since: datetime
    usual_hours: int

    @classmethod
    def of(cls, late: LatePayer) -> "LatePayerOut":
        return cls.model_validate(late, from_attributes=True)


class FactOut(Model):
    """`words` has plain words for each of the codes that anybody has seen before."""

    fact_id: str
    kind: str
    observed_at: datetime
    effective_on: date | None
    response_id: str
    response_kind: str
    tied_by: str
    confidence: str
    codes: tuple[str, ...]
    words: dict[str, str]
    message: str
    remittance_id: str | None
    paid: Money | None

    @classmethod
    def of(cls, fact: Fact, words: Mapping[str, str]) -> "FactOut":
        statement = fact.statement
        payment = statement.payment
        return cls(
            fact_id=fact.fact_id,
            kind=fact.kind,
            observed_at=fact.observed_at,
            effective_on=statement.effective_on,
            response_id=fact.response_id,
            response_kind=fact.response_kind,
            tied_by=fact.tied_by,
            confidence=fact.tied_by.confidence,
            codes=statement.codes,
            words={code: words[code] for code in statement.codes if code in words},
            message=statement.message,
            remittance_id=payment.remittance_id if payment else None,
            paid=payment.paid if payment else None,
        )


class CeilingOut(Model):
    status: str
    reason: str


class ClaimOut(Model):
    """`same_as` is the claim that was sent before and says the same, where somebody allowed it."""

    claim_id: str
    batch_id: str
    practice_id: str
    account_id: str
    position: int
    patient_control_number: str
    charge: Money
    paid: Money
    payer_id: str | None
    billing_npi: str | None
    rendering_npi: str | None
    service_from: date | None
    service_to: date | None
    frequency_code: str | None
    same_as: str | None
    clearinghouse_claim_id: str | None
    payer_claim_control_number: str | None
    status: str
    means: str
    next: str
    do: str
    ceiling: CeilingOut

    @classmethod
    def of(cls, view: ClaimView) -> "ClaimOut":
        return cls(**_claim_fields(view))


class ClaimWithTimelineOut(ClaimOut):
    """`at` is the instant at which it was known to stand so; null: now."""

    timeline: tuple[FactOut, ...]
    at: datetime | None

    @classmethod
    def of_time(cls, view: ClaimView, at: datetime | None) -> "ClaimWithTimelineOut":
        timeline = tuple(FactOut.of(fact, view.words) for fact in view.timeline)
        return cls(**_claim_fields(view), timeline=timeline, at=at)


class ClaimsOut(Model):
    claims: tuple[ClaimOut, ...]
    next_cursor: str | None = None


class BatchOut(Model):
    batch_id: str
    practice_id: str
    account_id: str
    source: str
    received_at: datetime
    size: int
    content_sha256: str
    kind: str | None
    status: str
    means: str
    next: str
    do: str
    stalled: bool
    stall: StallOut | None
    late_payers: tuple[LatePayerOut, ...]
    duplicates_allowed: DuplicatesAllowedOut | None
    claim_count: int
    total_charge: Money
    claims_by_status: dict[str, int]
    findings: tuple[FindingOut, ...]
    more_findings: int
    transmissions: tuple[TransmissionOut, ...]
    claims: tuple[ClaimOut, ...]
    claims_url: str

    @classmethod
    def of(cls, view: BatchView, claims: tuple[ClaimView, ...], claims_url: str) -> "BatchOut":
        """`claims` are the first few; all of them are under `claims_url`."""
        batch, words = view.batch, BATCH_SENTENCES[view.status]
        allowed = batch.duplicates_allowed
        return cls(
            batch_id=batch.batch_id,
            practice_id=batch.practice_id,
            account_id=batch.account_id,
            source=batch.source,
            received_at=batch.received_at,
            size=batch.size,
            content_sha256=batch.content_sha256,
            kind=batch.kind,
            status=view.status,
            means=words.means,
            next=words.next,
            do=words.do,
            stalled=batch.stall is not None,
            stall=StallOut.of(batch.stall) if batch.stall else None,
            late_payers=tuple(LatePayerOut.of(late) for late in batch.late_payers),
            duplicates_allowed=DuplicatesAllowedOut.of(allowed) if allowed else None,
            claim_count=batch.claim_count,
            total_charge=batch.total_charge,
            claims_by_status={str(k): v for k, v in view.claims_by_status.items()},
            findings=tuple(FindingOut.of(finding) for finding in batch.findings),
            more_findings=batch.more_findings,
            transmissions=tuple(TransmissionOut.of(sent) for sent in view.transmissions),
            claims=tuple(ClaimOut.of(claim) for claim in claims),
            claims_url=claims_url,
        )


class BatchesOut(Model):
    batches: tuple[BatchOut, ...]
    next_cursor: str | None = None


def _claim_fields(view: ClaimView) -> dict[str, object]:
    claim, words = view.claim, view.sentences
    return {
        "claim_id": claim.claim_id,
        "batch_id": claim.batch_id,
        "practice_id": claim.practice_id,
        "account_id": claim.account_id,
        "position": claim.position,
        "patient_control_number": claim.patient_control_number,
        "charge": claim.charge,
        "paid": view.paid,
        "payer_id": claim.payer_id,
        "billing_npi": claim.billing_npi,
        "rendering_npi": claim.rendering_npi,
        "service_from": claim.service_from,
        "service_to": claim.service_to,
        "frequency_code": claim.frequency_code,
        "same_as": claim.same_as,
        "clearinghouse_claim_id": view.clearinghouse_claim_id,
        "payer_claim_control_number": view.payer_claim_control_number,
        "status": view.status,
        "means": words.means,
        "next": words.next,
        "do": words.do,
        "ceiling": CeilingOut(status=view.ceiling.status, reason=view.ceiling.reason),
    }
