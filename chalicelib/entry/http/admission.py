"""Who may ask at all: known, unless all may, and not too often."""

from collections.abc import Callable, Mapping

from chalice.app import Request, Response

from chalicelib import wiring
from chalicelib.domain.access.caller import NOBODY
from chalicelib.entry.http.authentication import caller_of
from chalicelib.entry.http.call import Call, stage_of
from chalicelib.entry.http.problem_types import INTERNAL_ERROR
from chalicelib.entry.http.problems import Problem, problem_of
from chalicelib.entry.http.rate_limit import rate_limit_headers
from chalicelib.entry.http.request_id import request_id_of
from chalicelib.observability import log_failure


def admitted(request: Request, needs_key: bool, work: Callable[[Call], Response]) -> Response:
    """What `work` gives to who is admitted, with what is left of their requests. Whatever happens
    in here, what leaves is an answer or a problem."""
    limits: Mapping[str, str] = {}
    try:
        courier = wiring.courier()
        caller = caller_of(request, courier) if needs_key else NOBODY
        if needs_key:
            limits = rate_limit_headers(courier.throttle(caller.principal_id))
        response = work(Call(request, caller, courier))
    except Exception as error:  # noqa: BLE001 - the edge: nothing may leave as a bare traceback
        response = told(request, error)
    response.headers = {**limits, **response.headers}
    return response


def told(request: Request, error: Exception) -> Response:
    """The problem that the error is to a client; what nobody expected is logged."""
    request_id = request_id_of(request)
    problem = problem_of(error)
    if problem is None:
        log_failure("request failed", error, request_id=request_id)
        problem = Problem(INTERNAL_ERROR)
    return problem.response(request_id, stage_of(request))
