"""GET /v1/responses and /v1/remittances; a response may be processed once more."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import AccountId, RemittanceId, ResponseId
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.paging import cursor_of, limit_of, unknown_cursor
from chalicelib.entry.http.problem_types import NOT_FETCHED
from chalicelib.entry.http.response_models import RemittanceOut, ResponseOut, ResponsesOut
from chalicelib.entry.http.route import ACCOUNT_ID, PAGING, Route


def list_responses(call: Call) -> Answer:
    account_id = AccountId(call.required("account_id"))
    limit, cursor = limit_of(call), cursor_of(call)
    practices = call.caller.reach
    try:
        page = call.courier.show_responses.list(account_id, practices, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    responses = tuple(ResponseOut.of(response) for response in page.items)
    return Answer(ResponsesOut(responses=responses, next_cursor=page.next_cursor))


def reprocess_response(call: Call, response_id: str) -> Answer:
    response = call.courier.reprocess_response(ResponseId(response_id), call.caller.reach)
    return Answer(ResponseOut.of(response), status=202)


def show_remittance(call: Call, remittance_id: str) -> Answer:
    view = call.courier.show_responses.remittance(RemittanceId(remittance_id), call.caller.reach)
    return Answer(RemittanceOut.of(view))


ROUTES = (
    Route(
        "GET",
        "/v1/responses",
        list_responses,
        "Every file collected from an account, understood or not, newest first.",
        ResponsesOut,
        Scope.RESPONSES_READ,
        query=(ACCOUNT_ID, *PAGING),
    ),
    Route(
        "POST",
        "/v1/responses/{response_id}/reprocess",
        reprocess_response,
        "Has a response applied once more, with what is known by then; harmless however often.",
        ResponseOut,
        Scope.RESPONSES_WRITE,
        statuses=(202,),
        problems=(NOT_FETCHED,),
    ),
    Route(
        "GET",
        "/v1/remittances/{remittance_id}",
        show_remittance,
        "One payment: its claim payments, and where the 835 and its text are archived.",
        RemittanceOut,
        Scope.REMITTANCES_READ,
    ),
)
