"""Hints from the queues: visit an account, apply a response."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib import wiring
from chalicelib.domain.identifiers import AccountId, ResponseId, WebhookId
from chalicelib.entry.model import Model
from chalicelib.entry.triggers.frame import trigger
from chalicelib.observability import log


class VisitHint(Model):
    """`asked_at`: a good visit that has begun since answers the hint."""

    account_id: str
    asked_at: datetime | None = None


class ResponseHint(Model):
    response_id: str


class WebhookHint(Model):
    webhook_id: str


@trigger
def visit_clearinghouse(bodies: Iterable[str]) -> None:
    """Raises when a visit could not even be tried; the queue then brings the hint again."""
    for body in bodies:
        hint = VisitHint.model_validate_json(body)
        account_id = AccountId(hint.account_id)
        visit = wiring.courier().visit_clearinghouse(account_id, hint.asked_at)
        log(
            "visit ended",
            account_id=account_id,
            outcome=visit.outcome,
            sent=visit.sent,
            collected=visit.collected,
            failed_transfers=visit.failed_transfers,
        )


@trigger
def apply_response(bodies: Iterable[str]) -> None:
    """Raises when a response could not be applied; the queue then brings the hint again."""
    for body in bodies:
        response_id = ResponseId(ResponseHint.model_validate_json(body).response_id)
        response = wiring.courier().apply_response(response_id)
        log(
            "response applied",
            response_id=response_id,
            account_id=response.account_id,
            response_kind=response.kind,
            state=response.state,
            statements=response.statements,
            unmatched=response.unmatched,
        )


@trigger
def publish_events(_bodies: Iterable[str]) -> None:
    """Raises when something could not be published; the queue then brings the hint again."""
    wiring.courier().publish_events()


@trigger
def deliver_webhook(bodies: Iterable[str]) -> None:
    for body in bodies:
        webhook_id = WebhookId(WebhookHint.model_validate_json(body).webhook_id)
        delivered = wiring.courier().deliver_webhook(webhook_id)
        log("webhook worked", webhook_id=webhook_id, delivered=delivered)
