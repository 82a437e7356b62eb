"""The answers of a route: the good ones, and each problem that it may meet."""

from collections import defaultdict
from http import HTTPStatus

from chalicelib.entry.http import problem_types as kinds
from chalicelib.entry.http.content_types import JSON
from chalicelib.entry.http.openapi.examples import given, place
from chalicelib.entry.http.openapi.problem_out import ProblemOut
from chalicelib.entry.http.openapi.schemas import Json, reference
from chalicelib.entry.http.problem_types import ProblemType
from chalicelib.entry.http.problems import PROBLEM_JSON
from chalicelib.entry.http.route import Route

_WORDS = {
    200: "Done.",
    201: "Made.",
    202: "Taken in; it goes on by itself.",
    303: "It lies at Location.",
}
_REQUEST_ID: Json = {
    "X-Request-Id": {
        "description": "Names this request to support.",
        "schema": {"type": "string"},
    }
}
_RATE_LIMIT: Json = {
    "RateLimit-Policy": {
        "description": "Requests (q) in so many seconds (w) for each key and person.",
        "schema": {"type": "string"},
        "example": '"requests";q=600;w=60',
    },
    "RateLimit": {
        "description": "Requests that remain (r) until the window ends, in so many seconds (t).",
        "schema": {"type": "string"},
        "example": '"requests";r=599;t=42',
    },
}
_ENTITY_TAG: Json = {
    "ETag": {
        "description": "Of exactly this answer; send it back as If-None-Match.",
        "schema": {"type": "string"},
    }
}

_RETRY_AFTER: Json = {
    "Retry-After": {
        "description": "Seconds after which it may be asked again.",
        "schema": {"type": "integer", "minimum": 0},
    }
}
_LOCATION: Json = {
    "description": "Where it lies, or where to see what becomes of it; none if that was asked.",
    "schema": {"type": "string", "format": "uri-reference"},
}
_PLACED = {HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.SEE_OTHER}

_REPLAYED: Json = {
    "Idempotency-Replayed": {
        "description": "`true` where the answer was given before: nothing was done again.",
        "schema": {"type": "string", "const": "true"},
    }
}


def answers_of(route: Route) -> Json:
    """Responses by status."""
    good: Json = {str(status): _good(route, status) for status in route.statuses}
    if route.is_tagged:
        good["304"] = {"description": "As you know it (If-None-Match).", "headers": _headers(route)}
    by_status = defaultdict(list)
    for kind in problems_of(route):
        by_status[str(kind.status)].append(kind)
    return good | {status: _bad(route, by_status[status]) for status in sorted(by_status)}


def problems_of(route: Route) -> tuple[ProblemType, ...]:
    """The route's own problems, and those that its shape brings with it."""
    names_things = route.path_names or any(query.is_id for query in route.query)
    usual = {
        kinds.BAD_REQUEST: True,
        kinds.UNAUTHORIZED: route.needs_key,
        kinds.NOT_ALLOWED: route.needs_key,
        kinds.NOT_FOUND: bool(names_things),
        kinds.UNSUPPORTED_MEDIA_TYPE: route.method != "GET",
        kinds.BODY_TOO_LARGE: route.takes is not None,
        kinds.TOO_MANY_REQUESTS: True,
        kinds.LOCKED_OUT: route.needs_key,
        kinds.INTERNAL_ERROR: True,
        kinds.STILL_WORKING: True,
    }
    if route.has_effect:
        usual |= {kinds.ANSWER_UNDER_WAY: True, kinds.KEY_USED_OTHERWISE: True}
        usual |= {kinds.ANSWER_SHOWN_ONCE: route.shows_secret}
    return (*(kind for kind, holds in usual.items() if holds), *route.problems)


def problem_example(kind: ProblemType) -> Json:
    return {
        "type": kind.uri,
        "title": kind.title,
        "status": kind.status,
        "detail": kind.means,
        "code": kind.code,
        "errors": [],
        "retryable": kind.retryable,
        "doc_url": f"/problems/{kind.code}",
        "request_id": "5d8b1f0e-6f0f-4c39-9b0e-0d6b8f2f6c11",
    }


def _good(route: Route, status: int) -> Json:
    content: Json = {"schema": reference(route.gives) if route.gives else _plain(route)}
    example = given(route)
    if example is not None:
        content["example"] = example
    return {
        "description": _WORDS[status],
        "headers": _headers(route) | _location(route),
        "content": {route.gives_type: content},
    }


def _headers(route: Route) -> Json:
    limited = _RATE_LIMIT if route.needs_key else {}
    tagged = _ENTITY_TAG if route.is_tagged else {}
    replayed = _REPLAYED if route.has_effect else {}
    return _REQUEST_ID | limited | tagged | replayed


def _location(route: Route) -> Json:
    if not _PLACED & {*route.statuses}:
        return {}
    example = place(route)
    return {"Location": _LOCATION if example is None else _LOCATION | {"example": example}}


def _headers_of_problems(route: Route, met: list[ProblemType]) -> Json:
    """Whoever is not known has no limit of his own, nor has what API Gateway answers by itself."""
    is_limited = route.needs_key and not {kinds.UNAUTHORIZED, kinds.STILL_WORKING} & {*met}
    waits = any(kind.retry_after or kind.status == HTTPStatus.TOO_MANY_REQUESTS for kind in met)
    limited = _RATE_LIMIT if is_limited else {}
    return _REQUEST_ID | limited | (_RETRY_AFTER if waits else {})


def _plain(route: Route) -> Json:
    return {"type": "object" if route.gives_type == JSON else "string"}


def _bad(route: Route, met: list[ProblemType]) -> Json:
    examples = {kind.code: {"$ref": f"#/components/examples/{kind.code}"} for kind in met}
    return {
        "description": " ".join(f"`{kind.code}`: {kind.title}." for kind in met),
        "headers": _headers_of_problems(route, met),
        "content": {PROBLEM_JSON: {"schema": reference(ProblemOut), "examples": examples}},
    }
