"""The frame around every view: check, call, turn result or error into an answer, record."""

import re
from collections.abc import Iterable
from functools import partial

from chalice.app import Blueprint, Response
from pydantic import BaseModel

from chalicelib.entry.http.admission import admitted, told
from chalicelib.entry.http.audit_trail import record
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.content_types import BINARY, BINARY_TYPES, JSON
from chalicelib.entry.http.entity_tag import unless_known
from chalicelib.entry.http.idempotency import answered_once
from chalicelib.entry.http.problem_types import (
    NOT_ALLOWED,
    NOT_FOUND,
    UNSUPPORTED_MEDIA_TYPE,
)
from chalicelib.entry.http.problems import Problem, bad_request
from chalicelib.entry.http.request_id import request_id_of
from chalicelib.entry.http.route import Route, is_id


def blueprint_of(routes: Iterable[Route]) -> Blueprint:
    """The routes as Chalice takes them."""
    blueprint = Blueprint(__name__)
    for route in routes:
        _register(blueprint, route)
    return blueprint


def _register(blueprint: Blueprint, route: Route) -> None:
    def handle(**path_values: str) -> Response:
        work = partial(_recorded, route=route, path_values=path_values)
        return admitted(blueprint.current_request, route.needs_key, work)

    # Chalice names the route's handler after the function; each must have its own.
    handle.__name__ = route.name
    options = {"methods": [route.method], "content_types": route.content_types}
    blueprint.route(route.path, **options)(handle)


def _recorded(call: Call, route: Route, path_values: dict[str, str]) -> Response:
    """The answer, once it is written down who got it; an effect is written down before it, too."""
    if route.method != "GET":
        record(call, route, path_values, None, None)
    answer = None
    try:
        _check(call, route, path_values)
        work = partial(route.view, call, **path_values)
        answer = answered_once(call, route, path_values, work)
        response = unless_known(call.request, _response(call, answer))
    except Exception as error:  # noqa: BLE001 - an answer that failed is written down, too
        response = told(call.request, error)
    record(call, route, path_values, answer, response.status_code)
    return response


def _check(call: Call, route: Route, path_values: dict[str, str]) -> None:
    """Raises the problem of a request that its route's declaration excludes."""
    if not call.caller.may(route.scope):
        raise Problem(NOT_ALLOWED, f"This needs the scope {route.scope}. {NOT_ALLOWED.means}")
    if (
        route.method != "GET"
        and call.request.headers.get("content-encoding", "identity") != "identity"
    ):
        raise Problem(UNSUPPORTED_MEDIA_TYPE, "Send the body as it is, without a content encoding.")
    given = _query_of(call, route)
    ids = [value for query in route.query if query.is_id for value in given.get(query.name, ())]
    if not all(map(is_id, [*path_values.values(), *ids])):
        raise Problem(NOT_FOUND)


def _query_of(call: Call, route: Route) -> dict[str, list[str]]:
    """Raises the bad-request problem of a parameter that is unknown, missing or repeated."""
    known = {query.name: query for query in route.query}
    params = call.request.query_params
    given = {name: params.getlist(name) for name in params} if params else {}
    if given.keys() - known.keys():
        words = ", ".join(known) or "none"
        raise bad_request(f"There is an unknown query parameter. Known here: {words}.")
    if any(len(values) > 1 for values in given.values()):
        raise bad_request("A query parameter is named more than once.")
    for name, query in known.items():
        if query.required:
            call.required(name)
    return given


def _response(call: Call, answer: Answer) -> Response:
    body = answer.body
    headers = {"Content-Type": JSON, "X-Request-Id": request_id_of(call.request), **answer.headers}
    # Chalice would refuse it, too, but after it was written down who got the file.
    if headers["Content-Type"] == BINARY and not _takes_bytes(call):
        raise bad_request(f"A file comes byte for byte: send Accept: {BINARY}.")
    text = body.model_dump_json() if isinstance(body, BaseModel) else body
    return Response(text, {**headers}, answer.status)


def _takes_bytes(call: Call) -> bool:
    accepted = str(call.request.headers.get("accept", "")).lower()
    return not {"*/*", *BINARY_TYPES}.isdisjoint(re.split("[,; ]+", accepted))
