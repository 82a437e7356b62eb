"""GET /v1/claims."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import ClaimId
from chalicelib.entry.http.batch_models import ClaimOut, ClaimsOut, ClaimWithTimelineOut
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.problems import bad_request
from chalicelib.entry.http.route import Query, Route

LONGEST_NUMBER = 38
"""What CLM01 may hold (005010X222A1, element 1028)."""


def find_claims(call: Call) -> Answer:
    number = call.required("patient_control_number")
    if len(number) > LONGEST_NUMBER:
        raise bad_request(f"A patient control number has up to {LONGEST_NUMBER} characters.")
    views = call.courier.show_claim.find(number, call.caller.reach)
    return Answer(ClaimsOut(claims=tuple(ClaimOut.of(view) for view in views)))


def show_claim(call: Call, claim_id: str) -> Answer:
    view = call.courier.show_claim(ClaimId(claim_id), call.caller.reach)
    return Answer(ClaimWithTimelineOut.of(view))


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
        ),
    ),
    Route(
        "GET",
        "/v1/claims/{claim_id}",
        show_claim,
        "A claim with its timeline.",
        ClaimWithTimelineOut,
        Scope.CLAIMS_READ,
    ),
)
