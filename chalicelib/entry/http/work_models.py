"""The worklist as the API shows it, and decisions as clients send them."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, RootModel

from chalicelib.domain.fact import ClaimReference, Statement
from chalicelib.domain.status import WORK_SENTENCES
from chalicelib.domain.worklist import Resolution, WorkItem
from chalicelib.entry.http.json_body import Asked, Named
from chalicelib.entry.http.money import Money
from chalicelib.entry.model import Model


class TieIn(Asked):
    """The statement is about this claim."""

    action: Literal["tie"]
    claim_id: Named
    reason: str = Field(default="", max_length=500)


class DismissIn(Asked):
    """The statement is about no claim of ours."""

    action: Literal["dismiss"]
    reason: str = Field(min_length=1, max_length=500)


class DecisionIn(RootModel[Annotated[TieIn | DismissIn, Field(discriminator="action")]]):
    """What a person decides about a work item."""


class StatementOut(Model):
    kind: str
    patient_control_number: str | None
    effective_on: date | None
    service_on: date | None
    codes: tuple[str, ...]
    message: str
    clearinghouse_claim_id: str | None
    payer_claim_control_number: str | None
    charge: Money | None
    paid: Money | None

    @classmethod
    def of(cls, statement: Statement) -> "StatementOut":
        about, payment = statement.about, statement.payment
        number = about.patient_control_number if isinstance(about, ClaimReference) else None
        return cls(
            kind=statement.kind,
            patient_control_number=number,
            effective_on=statement.effective_on,
            service_on=statement.service_on,
            codes=statement.codes,
            message=statement.message,
            clearinghouse_claim_id=statement.clearinghouse_claim_id,
            payer_claim_control_number=statement.payer_claim_control_number,
            charge=statement.charge,
            paid=payment.paid if payment else None,
        )


class ResolutionOut(Model):
    outcome: str
    by: str
    at: datetime
    note: str
    claim_id: str | None

    @classmethod
    def of(cls, resolution: Resolution) -> "ResolutionOut":
        return cls.model_validate(resolution, from_attributes=True)


class WorkItemOut(Model):
    """`position` is the place in the response, 0 for the whole of it."""

    item_id: str
    account_id: str
    response_id: str
    response_name: str
    response_kind: str
    kind: str
    reason: str
    means: str
    next: str
    do: str
    detail: str
    position: int
    alike: int
    first_seen_at: datetime
    state: str
    candidates: tuple[str, ...]
    statement: StatementOut | None
    resolution: ResolutionOut | None

    @classmethod
    def of(cls, item: WorkItem) -> "WorkItemOut":
        words = WORK_SENTENCES[item.reason]
        return cls(
            item_id=item.item_id,
            account_id=item.account_id,
            response_id=item.response_id,
            response_name=item.response_name,
            response_kind=item.response_kind,
            kind=item.kind,
            reason=item.reason,
            means=words.means,
            next=words.next,
            do=words.do,
            detail=item.detail,
            position=item.position,
            alike=item.alike,
            first_seen_at=item.first_seen_at,
            state=item.state,
            candidates=item.candidates,
            statement=StatementOut.of(item.statement) if item.statement else None,
            resolution=ResolutionOut.of(item.resolution) if item.resolution else None,
        )


class WorklistOut(Model):
    items: tuple[WorkItemOut, ...]
    next_cursor: str | None = None
