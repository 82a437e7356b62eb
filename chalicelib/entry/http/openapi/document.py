"""The API described by OpenAPI 3.1, from the very declarations that register its routes."""

from collections import defaultdict

from chalicelib.entry.http import problem_types
from chalicelib.entry.http.all_routes import ROUTES
from chalicelib.entry.http.content_types import JSON
from chalicelib.entry.http.file_body import ADVISED_BODY, LARGEST_BODY
from chalicelib.entry.http.idempotency import LONGEST_KEY
from chalicelib.entry.http.json_body import LARGEST_JSON
from chalicelib.entry.http.openapi.answers import answers_of, problem_example
from chalicelib.entry.http.openapi.examples import asked, named
from chalicelib.entry.http.openapi.schemas import Json, reference, schemas
from chalicelib.entry.http.paging import LARGEST_LIMIT
from chalicelib.entry.http.route import ID_PATTERN, Route
from chalicelib.entry.http.upload_models import LARGEST_UPLOAD

_ABOUT = (
    "Takes X12 837 claim files, carries them to a clearinghouse, and tells of every batch and "
    "every claim where it stands. Money is a decimal string in US dollars, instants are RFC 3339 "
    "in UTC. Lists go on at `next_cursor`, which is null at the end. What belongs to practices "
    "or modes that a key is not good for is not found; what a route needs is its x-scope. "
    f"Limits: {LARGEST_LIMIT} entries a page, {LARGEST_JSON:,} bytes of JSON, {LARGEST_BODY:,} of "
    f"a file in a request ({ADVISED_BODY:,} are advised), {LARGEST_UPLOAD:,} by upload, and "
    "as many requests a time as RateLimit-Policy tells. Within v1, paths, fields, filters, types "
    "of events and problems and words of a status may be added; nothing is taken away or changes "
    "what it means. Pass over what you do not know."
)
_KEYS = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key."},
    "header": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
    "person": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The access or ID token of who has logged in.",
    },
}
_IF_NONE_MATCH: Json = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of an answer that you have kept; 304 when it still holds.",
    "required": False,
    "schema": {"type": "string"},
}

_IDEMPOTENCY_KEY: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Names the request, such as a UUID: for 24 hours the same request under it is "
    "done once, and answered again as at first.",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
}


def api_document(server: str = "/") -> Json:
    """`server` is what stands before all paths."""
    paths: dict[str, Json] = defaultdict(dict)
    for route in ROUTES:
        paths[route.path][route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Claim Courier", "version": "1", "description": _ABOUT},
        "servers": [{"url": server}],
        "security": [{name: []} for name in _KEYS],
        "paths": dict(paths),
        "components": {
            "schemas": schemas(ROUTES),
            "securitySchemes": _KEYS,
            "examples": {
                kind.code: {"summary": kind.title, "value": problem_example(kind)}
                for kind in problem_types.ALL
            },
        },
    }


def _operation(route: Route) -> Json:
    operation: Json = {
        "operationId": route.name,
        "tags": [_tag(route)],
        "summary": route.does,
        "parameters": _parameters(route),
        "responses": answers_of(route),
    }
    if route.takes or route.takes_types:
        operation["requestBody"] = {"required": bool(route.takes), "content": _body(route)}
    if route.scope is None:
        operation["security"] = []
    else:
        operation["x-scope"] = route.scope
    return operation


def _tag(route: Route) -> str:
    first, *rest = route.path.strip("/").split("/")
    return rest[0] if first == "v1" else "about"


def _parameters(route: Route) -> list[Json]:
    tagged = [_IF_NONE_MATCH] if route.is_tagged else []
    keyed = [_IDEMPOTENCY_KEY] if route.has_effect else []
    values = named(route)
    described = [*map(_path_parameter, route.path_names), *_query_parameters(route)]
    shown = [
        {**each, "example": values[str(each["name"])]} if each["name"] in values else each
        for each in described
    ]
    return [*shown, *tagged, *keyed]


def _path_parameter(name: str) -> Json:
    schema = {"type": "string", "pattern": ID_PATTERN}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameters(route: Route) -> list[Json]:
    return [
        {
            "name": query.name,
            "in": "query",
            "description": query.means,
            "required": query.required,
            "schema": dict(query.schema),
        }
        for query in route.query
    ]


def _body(route: Route) -> Json:
    example = {} if asked(route) is None else {"example": asked(route)}
    if route.takes:
        return {JSON: {"schema": reference(route.takes), **example}}
    first, *others = route.takes_types
    return {first: {"schema": {}, **example}, **{kind: {"schema": {}} for kind in others}}
