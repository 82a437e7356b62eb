"""GET /v1/transmissions/{id}, and a person's decision about an uncertain one."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import TransmissionId
from chalicelib.domain.transmission import Verdict
from chalicelib.entry.http.call import Answer, Call, decider_of, file_answer
from chalicelib.entry.http.content_types import BINARY
from chalicelib.entry.http.json_body import body_of
from chalicelib.entry.http.problem_types import ACCOUNT_BUSY, NOT_UNCERTAIN
from chalicelib.entry.http.route import Route
from chalicelib.entry.http.transmission_models import TransmissionDecisionIn, TransmissionOut


def show_transmission(call: Call, transmission_id: str) -> Answer:
    shown = call.courier.decide_transmission.show(
        TransmissionId(transmission_id), call.caller.reach
    )
    return Answer(TransmissionOut.of(shown))


def transmission_content(call: Call, transmission_id: str) -> Answer:
    show = call.courier.show_content
    return file_answer(show.of_transmission(TransmissionId(transmission_id), call.caller.reach))


def decide_transmission(call: Call, transmission_id: str) -> Answer:
    asked = body_of(call, TransmissionDecisionIn)
    decider = decider_of(call)
    decided = call.courier.decide_transmission(
        TransmissionId(transmission_id), Verdict(asked.decision), decider, asked.reason
    )
    return Answer(TransmissionOut.of(decided))


ROUTES = (
    Route(
        "GET",
        "/v1/transmissions/{transmission_id}",
        show_transmission,
        "One file as sent, with what shows that it was.",
        TransmissionOut,
        Scope.BATCHES_READ,
    ),
    Route(
        "GET",
        "/v1/transmissions/{transmission_id}/content",
        transmission_content,
        "The file as it was sent, to whoever sends Accept: application/octet-stream.",
        None,
        Scope.CLAIMS_READ,
        gives_type=BINARY,
    ),
    Route(
        "POST",
        "/v1/transmissions/{transmission_id}/decision",
        decide_transmission,
        "Ends the uncertainty about a file that may have been sent.",
        TransmissionOut,
        Scope.ACCOUNTS_ACT,
        takes=TransmissionDecisionIn,
        problems=(NOT_UNCERTAIN, ACCOUNT_BUSY),
    ),
)
