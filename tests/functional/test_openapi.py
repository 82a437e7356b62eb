"""The API's description: complete, current, and every example true."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, get_origin

import pytest
from chalice.test import HTTPResponse
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

import app
from chalicelib.entry.http import problem_types
from chalicelib.entry.http.all_routes import ROUTES
from chalicelib.entry.http.file_body import ADVISED_BODY, LARGEST_BODY
from chalicelib.entry.http.json_body import LARGEST_JSON
from chalicelib.entry.http.openapi.document import api_document
from chalicelib.entry.http.openapi.examples import EXAMPLES
from chalicelib.entry.http.paging import LARGEST_LIMIT
from chalicelib.entry.http.route import Route
from chalicelib.entry.http.upload_models import LARGEST_UPLOAD
from infra.describe_api import DESCRIPTION, description
from tests.functional.recorded_examples import recorded
from tests.functional.test_http_api import Api, api, body, client, is_problem

__all__ = ["api", "client"]

DOCUMENT: dict[str, Any] = json.loads(json.dumps(api_document()))


def without_key(api: Api, path: str) -> HTTPResponse:
    return api.client.http.get(path)


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def contents() -> Iterator[tuple[str, dict[str, Any]]]:
    """All bodies that are described, with where they stand."""
    for name, operation in operations():
        for kind, content in operation.get("requestBody", {}).get("content", {}).items():
            yield f"{name} takes {kind}", content
        for status, response in operation["responses"].items():
            for kind, content in response.get("content", {}).items():
                yield f"{name} answers {status} {kind}", content


def examples() -> Iterator[tuple[str, dict[str, Any], object]]:
    for place, content in contents():
        if "example" in content:
            yield place, content["schema"], content["example"]
        for code in content.get("examples", {}):
            value = DOCUMENT["components"]["examples"][code]["value"]
            yield f"{place} {code}", content["schema"], value


def test_the_description_in_the_repository_is_current() -> None:
    assert DESCRIPTION.read_text() == description(), "python -m infra.describe_api writes it"


def test_the_examples_are_what_the_api_answers() -> None:
    assert json.loads(EXAMPLES.read_text()) == recorded(), (
        "python -m tests.functional.recorded_examples writes them"
    )


def test_the_description_is_sound_openapi() -> None:
    validate(DOCUMENT)
    assert DOCUMENT["openapi"].startswith("3.1")


def test_every_route_is_described_and_every_description_is_served() -> None:
    served = {f"{method} {path}" for path, by in app.app.routes.items() for method in by}
    assert {name for name, _ in operations()} == served


def test_every_example_is_as_its_schema_says() -> None:
    found = list(examples())
    for place, schema, example in found:
        rooted = {**schema, "components": DOCUMENT["components"]}
        errors = [error.message for error in OAS31Validator(rooted).iter_errors(example)]
        assert errors == [], place
    assert len(found) > 2 * len(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_a_route_has_words_and_an_example_of_all_that_is_json(route: Route) -> None:
    operation = DOCUMENT["paths"][route.path][route.method.lower()]
    assert operation["summary"].endswith(".")
    assert all(each["description"] for each in operation["parameters"] if each["in"] == "query")
    good = [operation["responses"][str(status)] for status in route.statuses]
    if route.gives is not None:
        assert all("example" in each["content"]["application/json"] for each in good)
    if route.takes is not None:
        assert "example" in operation["requestBody"]["content"]["application/json"]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_only_what_a_method_knows_is_described_of_it(route: Route) -> None:
    operation = DOCUMENT["paths"][route.path][route.method.lower()]
    taken = {each["name"] for each in operation["parameters"] if each["in"] == "header"}
    given = set(operation["responses"][str(route.statuses[0])]["headers"])
    shown = {"ETag", "Idempotency-Replayed"} & given
    is_redirect = route.statuses == (303,)
    assert {
        "GET": (set(), set()) if is_redirect else ({"If-None-Match"}, {"ETag"}),
        "POST": ({"Idempotency-Key"}, {"Idempotency-Replayed"}),
        "DELETE": (set(), set()),
    }[route.method] == (taken, shown)
    assert ("304" in operation["responses"]) == ("ETag" in shown)
    assert ("415" in operation["responses"]) == (route.method != "GET")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_headers_that_a_client_goes_on_by_are_described(route: Route) -> None:
    answers = DOCUMENT["paths"][route.path][route.method.lower()]["responses"]
    told = {status: set(answer["headers"]) for status, answer in answers.items()}
    assert "Retry-After" in told["429"]
    assert ("Retry-After" in told.get("409", ())) == route.has_effect
    places = {str(status) for status in route.statuses if {201, 202, 303} & set(route.statuses)}
    assert {status for status in told if "Location" in told[status]} == places
    if route.needs_key:
        limited = {"RateLimit", "RateLimit-Policy"}
        assert all(limited <= told[status] for status in told if status not in {"401", "504"})


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if HTTPStatus.ACCEPTED in route.statuses],
    ids=lambda route: f"{route.method} {route.path}",
)
def test_what_goes_on_by_itself_tells_where_to_follow_it(route: Route) -> None:
    answers = DOCUMENT["paths"][route.path][route.method.lower()]["responses"]
    place = answers["202"]["headers"]["Location"]["example"]
    reads = [each.path for each in ROUTES if each.method == "GET"]
    assert [path for path in reads if re.fullmatch(re.sub("{[^}]*}", "[^/]+", path), place)]


def test_the_description_tells_the_limits() -> None:
    about = DOCUMENT["info"]["description"]
    for limit in (LARGEST_LIMIT, LARGEST_JSON, ADVISED_BODY, LARGEST_BODY, LARGEST_UPLOAD):
        assert f"{limit:,}" in about
    assert "RateLimit-Policy" in about


def test_the_page_of_the_api_names_the_lists_that_are_given_whole() -> None:
    reads = [route for route in ROUTES if route.method == "GET" and route.gives is not None]
    whole = {route.path for route in reads if is_nothing_but_a_list(route)}
    page = DESCRIPTION.with_name("api.md").read_text()
    (sentence,) = re.findall("given whole:([^;]*);", page)
    assert set(re.findall("`([^`]*)`", sentence)) == whole


def is_nothing_but_a_list(route: Route) -> bool:
    fields = route.gives.model_fields.values() if route.gives else ()
    return [get_origin(field.annotation) for field in fields] == [tuple]


def test_the_description_is_served_to_all_with_its_stage(api: Api) -> None:
    served = body(without_key(api, "/openapi.json"))
    assert served["paths"].keys() == DOCUMENT["paths"].keys()


def test_the_page_needs_nothing_from_elsewhere(api: Api) -> None:
    page = without_key(api, "/docs")
    text = page.body.decode()
    assert page.headers["Content-Type"].startswith("text/html")
    assert all(route.path in text for route in ROUTES)
    targets = re.findall(r'(?:src|href)="([^"]*)"', text)
    assert targets
    assert all(target.startswith(("/problems/", "/openapi.json")) for target in targets)


@pytest.mark.parametrize("kind", problem_types.ALL, ids=lambda kind: kind.code)
def test_each_problem_has_a_page(api: Api, kind: problem_types.ProblemType) -> None:
    page = without_key(api, f"/problems/{kind.code}")
    assert page.status_code == 200
    assert kind.title in page.body.decode()


def test_a_problem_that_we_do_not_have_has_no_page(api: Api) -> None:
    assert is_problem(without_key(api, "/problems/none"), 404, "not-found")


def test_what_only_a_reader_of_the_description_needs_is_not_loaded_at_the_start() -> None:
    told = "import sys, app; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "chalicelib.entry.http.api" in loaded
    late = {"cryptography", "paramiko", "chalicelib.entry.http.openapi.document"}
    assert not loaded & late
