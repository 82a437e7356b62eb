"""GET /v1/claims."""

from chalice.app import Blueprint

from chalicelib.domain.identifiers import ClaimId
from chalicelib.entry.http.batch_models import ClaimOut, ClaimsOut, ClaimWithTimelineOut
from chalicelib.entry.http.endpoint import Answer, Call, endpoint


def blueprint() -> Blueprint:
    routes = Blueprint(__name__)
    endpoint(routes, "GET", "/v1/claims")(find_claims)
    endpoint(routes, "GET", "/v1/claims/{claim_id}")(show_claim)
    return routes


def find_claims(call: Call) -> Answer:
    number = call.required("patient_control_number")
    views = call.courier.show_claim.find(number, call.caller.practices)
    return Answer(ClaimsOut(claims=tuple(ClaimOut.of(view) for view in views)))


def show_claim(call: Call, claim_id: str) -> Answer:
    view = call.courier.show_claim(ClaimId(claim_id), call.caller.practices)
    return Answer(ClaimWithTimelineOut.of(view))
