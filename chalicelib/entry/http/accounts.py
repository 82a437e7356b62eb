"""Accounts: how their connections are doing, and what people decide about them."""

from typing import TypeVar

from chalice.app import Blueprint
from pydantic import BaseModel, ValidationError

from chalicelib.domain.identifiers import AccountId, BatchId
from chalicelib.entry.http.account_models import AccountOut, CatchUpOut, HostKeyIn, ResumeIn
from chalicelib.entry.http.diagnosis_models import DiagnosisOut
from chalicelib.entry.http.endpoint import Answer, Call, endpoint
from chalicelib.entry.http.paging import limit_of, unknown_cursor
from chalicelib.entry.http.problems import bad_request
from chalicelib.observability import log
from chalicelib.services.access.decider import Decider

Asked = TypeVar("Asked", bound=BaseModel)


def blueprint() -> Blueprint:
    routes = Blueprint(__name__)
    endpoint(routes, "GET", "/v1/accounts/{account_id}")(show_account)
    endpoint(routes, "GET", "/v1/accounts/{account_id}/catch_up")(show_catch_up)
    endpoint(routes, "POST", "/v1/accounts/{account_id}/resume")(resume_account)
    endpoint(routes, "POST", "/v1/accounts/{account_id}/host_key")(pin_host_key)
    endpoint(routes, "POST", "/v1/accounts/{account_id}/diagnosis")(diagnose)
    return routes


def show_account(call: Call, account_id: str) -> Answer:
    view = call.courier.show_account(AccountId(account_id), call.caller.practices)
    return Answer(AccountOut.of(view))


def show_catch_up(call: Call, account_id: str) -> Answer:
    account, limit, cursor = AccountId(account_id), limit_of(call), call.query("cursor")
    try:
        view = call.courier.show_catch_up(account, call.caller.practices, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    return Answer(CatchUpOut.of(view))


def resume_account(call: Call, account_id: str) -> Answer:
    asked = _asked(call, ResumeIn, '{"reason": "..."}')
    call.courier.resume_account(AccountId(account_id), _decider(call), asked.reason)
    return show_account(call, account_id)


def pin_host_key(call: Call, account_id: str) -> Answer:
    asked = _asked(call, HostKeyIn, '{"fingerprint": "SHA256:...", "reason": "..."}')
    call.courier.pin_host_key(
        AccountId(account_id), asked.fingerprint, _decider(call), asked.reason
    )
    return show_account(call, account_id)


def _decider(call: Call) -> Decider:
    return Decider(call.caller.name, call.caller.practices)


def _asked(call: Call, kind: type[Asked], example: str) -> Asked:
    try:
        return kind.model_validate_json(call.request.raw_body)
    except ValidationError:
        raise bad_request(f"Send {example} as JSON; a reason has 1 to 500 characters.") from None


def diagnose(call: Call, account_id: str) -> Answer:
    batch_id = call.query("batch_id")
    asked = BatchId(batch_id) if batch_id else None
    diagnosis = call.courier.diagnose_account(AccountId(account_id), call.caller.practices, asked)
    log("account diagnosed", account_id=account_id, outcome=diagnosis.verdict)
    return Answer(DiagnosisOut.of(diagnosis))
