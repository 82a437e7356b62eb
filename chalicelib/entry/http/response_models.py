"""Responses and remittances as the API shows them."""

from datetime import date, datetime

from chalicelib.domain.remittance import ClaimPayment
from chalicelib.domain.response import Response
from chalicelib.entry.http.money import Money
from chalicelib.entry.model import Model
from chalicelib.services.show.show_responses import RemittanceView


class ResponseOut(Model):
    response_id: str
    account_id: str
    name: str
    size: int
    content_sha256: str
    modified_at: datetime
    collected_at: datetime
    parent_id: str | None
    state: str
    kind: str | None
    statements: int
    unmatched: int
    reason: str | None

    @classmethod
    def of(cls, response: Response) -> "ResponseOut":
        return cls.model_validate(response, from_attributes=True)


class ResponsesOut(Model):
    responses: tuple[ResponseOut, ...]
    next_cursor: str | None = None


class ClaimPaymentOut(Model):
    position: int
    claim_id: str | None
    patient_control_number: str
    status_code: str
    charge: Money
    paid: Money
    patient_responsibility: Money
    payer_claim_control_number: str | None

    @classmethod
    def of(cls, payment: ClaimPayment) -> "ClaimPaymentOut":
        return cls.model_validate(payment, from_attributes=True)


class RemittanceOut(Model):
    remittance_id: str
    account_id: str
    response_id: str
    trace_number: str
    payer_name: str
    payer_identifier: str
    payee_npi: str | None
    method: str
    amount: Money
    paid_on: date | None
    archived_at: datetime
    raw_key: str
    text_key: str | None
    payments: tuple[ClaimPaymentOut, ...]

    @classmethod
    def of(cls, view: RemittanceView) -> "RemittanceOut":
        remittance, advice = view.remittance, view.remittance.advice
        return cls(
            remittance_id=advice.remittance_id,
            account_id=remittance.account_id,
            response_id=remittance.response_id,
            trace_number=advice.trace_number,
            payer_name=advice.payer_name,
            payer_identifier=advice.payer_identifier,
            payee_npi=advice.payee_npi,
            method=advice.method,
            amount=advice.amount,
            paid_on=advice.paid_on,
            archived_at=remittance.archived_at,
            raw_key=remittance.raw_key,
            text_key=view.text_key,
            payments=tuple(ClaimPaymentOut.of(payment) for payment in advice.payments),
        )
