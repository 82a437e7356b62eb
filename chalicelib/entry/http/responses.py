"""GET /v1/responses and /v1/remittances; a response may be processed once more."""

from chalice.app import Blueprint

from chalicelib.domain.identifiers import AccountId, RemittanceId, ResponseId
from chalicelib.entry.http.endpoint import Answer, Call, endpoint
from chalicelib.entry.http.paging import limit_of, unknown_cursor
from chalicelib.entry.http.response_models import RemittanceOut, ResponseOut, ResponsesOut


def blueprint() -> Blueprint:
    routes = Blueprint(__name__)
    endpoint(routes, "GET", "/v1/responses")(list_responses)
    endpoint(routes, "POST", "/v1/responses/{response_id}/reprocess")(reprocess_response)
    endpoint(routes, "GET", "/v1/remittances/{remittance_id}")(show_remittance)
    return routes


def list_responses(call: Call) -> Answer:
    account_id = AccountId(call.required("account_id"))
    limit, cursor = limit_of(call), call.query("cursor")
    practices = call.caller.practices
    try:
        page = call.courier.show_responses.list(account_id, practices, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    responses = tuple(ResponseOut.of(response) for response in page.items)
    return Answer(ResponsesOut(responses=responses, next_cursor=page.next_cursor))


def reprocess_response(call: Call, response_id: str) -> Answer:
    response = call.courier.reprocess_response(ResponseId(response_id), call.caller.practices)
    return Answer(ResponseOut.of(response), status=202)


def show_remittance(call: Call, remittance_id: str) -> Answer:
    view = call.courier.show_responses.remittance(
        RemittanceId(remittance_id), call.caller.practices
    )
    return Answer(RemittanceOut.of(view))
