"""The outermost frame: what Chalice answers by itself becomes a problem; safe headers on all."""

from collections.abc import Callable

from chalice.app import Request, Response

from chalicelib.entry.http.admission import admitted, told
from chalicelib.entry.http.problem_types import (
    INTERNAL_ERROR,
    NO_SUCH_METHOD,
    UNSUPPORTED_MEDIA_TYPE,
    ProblemType,
)
from chalicelib.entry.http.problems import PROBLEM_JSON, Problem

SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}
KEYED = "/v1/"
"""Below it every path needs a key."""
_CHALICES_OWN: dict[int, ProblemType] = {
    405: NO_SUCH_METHOD,
    415: UNSUPPORTED_MEDIA_TYPE,
}


def guard(request: Request, answer: Callable[[Request], Response]) -> Response:
    """A middleware: the answer to the request, made safe."""
    response = answer(request)
    if not _is_ours(response):
        response = _ours(request, response)
    response.headers = {**SAFE_HEADERS, **response.headers}
    return response


def _is_ours(response: Response) -> bool:
    return response.status_code < 400 or response.headers.get("Content-Type") == PROBLEM_JSON


def _ours(request: Request, response: Response) -> Response:
    """No view was asked, so nobody has looked who it is that asks."""
    kind = _CHALICES_OWN.get(response.status_code, INTERNAL_ERROR)
    allowed = {name: str(value) for name, value in response.headers.items() if name == "Allow"}
    problem = Problem(kind, headers=allowed)
    return admitted(request, request.path.startswith(KEYED), lambda _: told(request, problem))
