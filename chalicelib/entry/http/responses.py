"""GET /v1/responses; a response may be processed once more."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import AccountId, ResponseId
from chalicelib.domain.response import ResponseKind, ResponseState
from chalicelib.domain.wanted import WantedResponses
from chalicelib.entry.http.call import Answer, Call, file_answer
from chalicelib.entry.http.content_types import BINARY
from chalicelib.entry.http.filters import choice_of, choice_query, span_of, span_queries
from chalicelib.entry.http.paging import cursor_of, limit_of, unknown_cursor
from chalicelib.entry.http.problem_types import NOT_FETCHED
from chalicelib.entry.http.response_models import ResponseOut, ResponsesOut
from chalicelib.entry.http.route import ACCOUNT_ID, PAGING, Route


def list_responses(call: Call) -> Answer:
    account_id = AccountId(call.required("account_id"))
    limit, cursor = limit_of(call), cursor_of(call)
    practices = call.caller.reach
    wanted = WantedResponses(
        choice_of(call, "kind", ResponseKind),
        choice_of(call, "state", ResponseState),
        span_of(call, "modified"),
    )
    try:
        account, page = call.courier.show_responses.list(
            account_id, practices, limit, cursor, wanted
        )
    except ValueError as error:
        raise unknown_cursor() from error
    responses = tuple(ResponseOut.of(response) for response in page.items)
    body = ResponsesOut(responses=responses, next_cursor=page.next_cursor)
    return Answer(body, accounts=(account,))


def show_response(call: Call, response_id: str) -> Answer:
    account, response = call.courier.show_responses(_id(response_id), call.caller.reach)
    return Answer(ResponseOut.of(response), accounts=(account,))


def response_content(call: Call, response_id: str) -> Answer:
    content = call.courier.show_responses.content(_id(response_id), call.caller.reach)
    return file_answer(content)


def _id(named: str) -> ResponseId:
    return ResponseId(named)


def reprocess_response(call: Call, response_id: str) -> Answer:
    response = call.courier.reprocess_response(ResponseId(response_id), call.caller.reach)
    location = call.address(f"/v1/responses/{response.response_id}")
    return Answer(ResponseOut.of(response), 202, {"Location": location})


ROUTES = (
    Route(
        "GET",
        "/v1/responses",
        list_responses,
        "Every file collected from an account, understood or not, newest first.",
        ResponsesOut,
        Scope.RESPONSES_READ,
        query=(
            ACCOUNT_ID,
            choice_query("kind", "Only those of this kind.", ResponseKind),
            choice_query("state", "Only those in this state.", ResponseState),
            *span_queries("modified"),
            *PAGING,
        ),
    ),
    Route(
        "GET",
        "/v1/responses/{response_id}",
        show_response,
        "One file collected from an account.",
        ResponseOut,
        Scope.RESPONSES_READ,
    ),
    Route(
        "GET",
        "/v1/responses/{response_id}/content",
        response_content,
        "The file byte for byte, to whoever sends Accept: application/octet-stream.",
        None,
        Scope.RESPONSES_READ,
        gives_type=BINARY,
        problems=(NOT_FETCHED,),
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
)
