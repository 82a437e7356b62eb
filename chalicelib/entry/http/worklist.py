"""GET /v1/worklist, and a person's decision about an item of it."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import AccountId, ClaimId, WorkItemId
from chalicelib.domain.worklist import WorkKind
from chalicelib.entry.http.call import Answer, Call, decider_of
from chalicelib.entry.http.filters import choice_of, choice_query
from chalicelib.entry.http.json_body import body_of
from chalicelib.entry.http.paging import cursor_of, limit_of, unknown_cursor
from chalicelib.entry.http.problem_types import (
    CLAIM_OF_ANOTHER_ACCOUNT,
    NOT_TIEABLE,
    RESOLVED_ALREADY,
)
from chalicelib.entry.http.route import ACCOUNT_ID, PAGING, Route
from chalicelib.entry.http.work_models import DecisionIn, TieIn, WorkItemOut, WorklistOut


def list_work(call: Call) -> Answer:
    account_id = AccountId(call.required("account_id"))
    limit, cursor = limit_of(call), cursor_of(call)
    kind = choice_of(call, "kind", WorkKind)
    try:
        account, page = call.courier.show_worklist.list(
            account_id, call.caller.reach, limit, cursor, kind
        )
    except ValueError as error:
        raise unknown_cursor() from error
    items = tuple(WorkItemOut.of(item) for item in page.items)
    return Answer(WorklistOut(items=items, next_cursor=page.next_cursor), accounts=(account,))


def show_work(call: Call, item_id: str) -> Answer:
    account, item = call.courier.show_worklist(WorkItemId(item_id), call.caller.reach)
    return Answer(WorkItemOut.of(item), accounts=(account,))


def resolve_work(call: Call, item_id: str) -> Answer:
    decision = body_of(call, DecisionIn).root
    item, decider = WorkItemId(item_id), decider_of(call)
    resolve = call.courier.resolve_work
    if isinstance(decision, TieIn):
        resolved = resolve.tie(item, ClaimId(decision.claim_id), decider, decision.reason)
    else:
        resolved = resolve.dismiss(item, decider, decision.reason)
    return Answer(WorkItemOut.of(resolved))


ROUTES = (
    Route(
        "GET",
        "/v1/worklist",
        list_work,
        "What could not be decided and waits for a person, newest first. A page of one kind may "
        "hold fewer than asked for and still have a next_cursor.",
        WorklistOut,
        Scope.WORKLIST_READ,
        query=(ACCOUNT_ID, choice_query("kind", "Only those of this kind.", WorkKind), *PAGING),
    ),
    Route(
        "GET",
        "/v1/worklist/{item_id}",
        show_work,
        "One work item, with the decision about it if there is one.",
        WorkItemOut,
        Scope.WORKLIST_READ,
    ),
    Route(
        "POST",
        "/v1/worklist/{item_id}/resolution",
        resolve_work,
        "A person's decision about a work item.",
        WorkItemOut,
        Scope.WORKLIST_WRITE,
        takes=DecisionIn,
        problems=(RESOLVED_ALREADY, NOT_TIEABLE, CLAIM_OF_ANOTHER_ACCOUNT),
    ),
)
