"""The outermost frame: what Chalice answers by itself becomes a problem; safe headers on all."""

from collections.abc import Callable

from chalice.app import Request, Response

from chalicelib.entry.http.call import stage_of
from chalicelib.entry.http.problem_types import (
    BAD_REQUEST,
    INTERNAL_ERROR,
    NO_SUCH_METHOD,
    UNSUPPORTED_MEDIA_TYPE,
    ProblemType,
)
from chalicelib.entry.http.problems import PROBLEM_JSON, Problem
from chalicelib.entry.http.request_id import request_id_of

SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}
_CHALICES_OWN: dict[int, ProblemType] = {
    400: BAD_REQUEST,
    405: NO_SUCH_METHOD,
    415: UNSUPPORTED_MEDIA_TYPE,
}


def guard(request: Request, answer: Callable[[Request], Response]) -> Response:
    """A middleware: the answer to the request, made safe."""
    response = _as_problem(request, answer(request))
    response.headers = {**SAFE_HEADERS, **response.headers}
    return response


def _as_problem(request: Request, response: Response) -> Response:
    if response.status_code < 400 or response.headers.get("Content-Type") == PROBLEM_JSON:
        return response
    kind = _CHALICES_OWN.get(response.status_code, INTERNAL_ERROR)
    problem = Problem(kind).response(request_id_of(request), stage_of(request))
    allowed = response.headers.get("Allow")
    if allowed:
        problem.headers["Allow"] = allowed
    return problem
