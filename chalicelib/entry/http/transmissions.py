"""GET /v1/transmissions/{id}, and a person's decision about an uncertain one."""

from chalice.app import Blueprint
from pydantic import ValidationError

from chalicelib.domain.identifiers import TransmissionId
from chalicelib.domain.transmission import Verdict
from chalicelib.entry.http.endpoint import Answer, Call, endpoint
from chalicelib.entry.http.problems import bad_request
from chalicelib.entry.http.transmission_models import TransmissionDecisionIn, TransmissionOut
from chalicelib.services.access.decider import Decider


def blueprint() -> Blueprint:
    routes = Blueprint(__name__)
    endpoint(routes, "GET", "/v1/transmissions/{transmission_id}")(show_transmission)
    endpoint(routes, "POST", "/v1/transmissions/{transmission_id}/decision")(decide_transmission)
    return routes


def show_transmission(call: Call, transmission_id: str) -> Answer:
    shown = call.courier.decide_transmission.show(
        TransmissionId(transmission_id), call.caller.practices
    )
    return Answer(TransmissionOut.of(shown))


def decide_transmission(call: Call, transmission_id: str) -> Answer:
    asked = _decision(call)
    decider = Decider(call.caller.name, call.caller.practices)
    decided = call.courier.decide_transmission(
        TransmissionId(transmission_id), Verdict(asked.decision), decider, asked.reason
    )
    return Answer(TransmissionOut.of(decided))


def _decision(call: Call) -> TransmissionDecisionIn:
    try:
        return TransmissionDecisionIn.model_validate_json(call.request.raw_body)
    except ValidationError:
        raise bad_request(
            'Send {"decision": "sent" or "not_sent", "reason": "..."} as JSON; a reason has 1 to '
            "500 characters."
        ) from None
