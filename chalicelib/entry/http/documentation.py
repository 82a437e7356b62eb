"""What the API says about itself: /openapi.json, /docs, and a page for each kind of problem.

What draws these is loaded when somebody reads them: no other request should wait for it.
"""

import json

from chalicelib.domain.errors import NotFoundError
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.problem_types import BY_CODE
from chalicelib.entry.http.route import Route

HTML = "text/html"
PAGE_HEADERS = {
    "Content-Type": f"{HTML}; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'",
}


def describe_api(call: Call) -> Answer:
    from chalicelib.entry.http.openapi.document import api_document

    return Answer(json.dumps(api_document(call.address("") or "/")))


def show_documentation(call: Call) -> Answer:
    from chalicelib.entry.http.openapi.page import api_page

    return Answer(api_page(call.address("")), headers=PAGE_HEADERS)


def show_problem(_call: Call, code: str) -> Answer:
    from chalicelib.entry.http.openapi.problem_page import problem_page

    if code not in BY_CODE:
        raise NotFoundError("problem", code)
    return Answer(problem_page(BY_CODE[code]), headers=PAGE_HEADERS)


ROUTES = (
    Route(
        "GET",
        "/openapi.json",
        describe_api,
        "This description, by OpenAPI 3.1.",
        None,
        scope=None,
    ),
    Route(
        "GET",
        "/docs",
        show_documentation,
        "This description as a page to read.",
        None,
        scope=None,
        gives_type=HTML,
    ),
    Route(
        "GET",
        "/problems/{code}",
        show_problem,
        "What a kind of problem means, and what to do.",
        None,
        scope=None,
        gives_type=HTML,
    ),
)
