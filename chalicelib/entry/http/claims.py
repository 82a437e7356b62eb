"""GET /v1/claims."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import ClaimId
from chalicelib.entry.http.batch_models import ClaimOut, ClaimsOut, ClaimWithTimelineOut
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.filters import instant_of, instant_query
from chalicelib.entry.http.paging import cursor_of, cursor_of_text, limit_of, text_of_cursor
from chalicelib.entry.http.problems import bad_request
from chalicelib.entry.http.route import PAGING, Query, Route

LONGEST_NUMBER = 38
"""What CLM01 may hold (005010X222A1, element 1028)."""


def find_claims(call: Call) -> Answer:
    number = call.required("patient_control_number")
    if len(number) > LONGEST_NUMBER:
        raise bad_request(f"A patient control number has up to {LONGEST_NUMBER} characters.")
    limit, after = limit_of(call), text_of_cursor(cursor_of(call), r"clm_[a-z0-9]{1,40}_[0-9]{5,9}")
    page = call.courier.show_claim.find(number, call.caller.reach, limit, after)
    claims = tuple(ClaimOut.of(view) for view in page.items)
    body = ClaimsOut(claims=claims, next_cursor=cursor_of_text(page.next_cursor))
    return Answer(body, accounts=tuple(view.account for view in page.items))


def show_claim(call: Call, claim_id: str) -> Answer:
    at = instant_of(call, "at")
    try:
        view = call.courier.show_claim(ClaimId(claim_id), call.caller.reach, at)
    except ValueError as error:
        raise bad_request("at lies in the future: nobody knows yet.") from error
    return Answer(ClaimWithTimelineOut.of_time(view, at), accounts=(view.account,))


ROUTES = (
    Route(
        "GET",
        "/v1/claims",
        find_claims,
        "The claims that carry a patient control number, in whatever batch.",
        ClaimsOut,
        Scope.CLAIMS_READ,
        query=(
            Query(
                "patient_control_number",
                "CLM01 of the claim.",
                {"type": "string", "minLength": 1, "maxLength": LONGEST_NUMBER},
                required=True,
            ),
            *PAGING,
        ),
    ),
    Route(
        "GET",
        "/v1/claims/{claim_id}",
        show_claim,
        "A claim with its timeline; as it was known to stand at an instant, where one is given.",
        ClaimWithTimelineOut,
        Scope.CLAIMS_READ,
        query=(instant_query("at", "What was known at this instant. Now, if it is left out."),),
    ),
)
