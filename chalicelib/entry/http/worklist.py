"""GET /v1/worklist, and a person's decision about an item of it."""

from chalice.app import Blueprint
from pydantic import ValidationError

from chalicelib.domain.identifiers import AccountId, ClaimId, WorkItemId
from chalicelib.entry.http.endpoint import Answer, Call, endpoint
from chalicelib.entry.http.paging import limit_of, unknown_cursor
from chalicelib.entry.http.problems import bad_request
from chalicelib.entry.http.work_models import DecisionIn, WorkItemOut, WorklistOut
from chalicelib.services.access.decider import Decider


def blueprint() -> Blueprint:
    routes = Blueprint(__name__)
    endpoint(routes, "GET", "/v1/worklist")(list_work)
    endpoint(routes, "POST", "/v1/worklist/{item_id}/resolution")(resolve_work)
    return routes


def list_work(call: Call) -> Answer:
    account_id = AccountId(call.required("account_id"))
    limit, cursor = limit_of(call), call.query("cursor")
    try:
        page = call.courier.show_worklist(account_id, call.caller.practices, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    items = tuple(WorkItemOut.of(item) for item in page.items)
    return Answer(WorklistOut(items=items, next_cursor=page.next_cursor))


def resolve_work(call: Call, item_id: str) -> Answer:
    decision = _decision(call)
    item, decider = WorkItemId(item_id), Decider(call.caller.name, call.caller.practices)
    resolve = call.courier.resolve_work
    if decision.action == "tie" and decision.claim_id:
        resolved = resolve.tie(item, ClaimId(decision.claim_id), decider, decision.reason)
    elif decision.action == "dismiss" and decision.reason.strip():
        resolved = resolve.dismiss(item, decider, decision.reason)
    else:
        raise bad_request("To tie, name the claim_id; to dismiss, give a reason.")
    return Answer(WorkItemOut.of(resolved))


def _decision(call: Call) -> DecisionIn:
    try:
        return DecisionIn.model_validate_json(call.request.raw_body)
    except ValidationError:
        raise bad_request(
            'Send {"action": "tie", "claim_id": "clm_..."} or {"action": "dismiss", '
            '"reason": "..."} as JSON; a reason has up to 500 characters.'
        ) from None
