"""Routes are loaded when they are first asked for."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping

import pytest
from chalice.app import Chalice
from chalice.local import LambdaContext, LambdaEventConverter, RouteMatcher

from chalicelib import wiring
from chalicelib.entry.http.all_routes import ROUTES
from chalicelib.entry.http.api import serve
from chalicelib.entry.http.guard import KEYED
from chalicelib.entry.http.resources import MODULES, module_of
from chalicelib.entry.http.route import Route
from chalicelib.entry.http.route_table import Methods
from tests.builders import PRACTICE
from tests.functional.courier import House

A_BATCH = "/v1/batches/{batch_id}"
ASKED = """
import sys
from chalice.app import Chalice
from chalicelib.entry.http import api
app = Chalice("claim-courier", configure_logs=False)
api.serve(app)
print(*app.routes["{path}"])
print(*(name.removeprefix("chalicelib.entry.http.") for name in sys.modules))
"""


def asked(path: str) -> tuple[set[str], set[str]]:
    """The path's methods in a fresh interpreter, and which of the routes' modules were loaded."""
    printed = subprocess.run(
        [sys.executable, "-c", ASKED.format(path=path)], check=True, capture_output=True, text=True
    ).stdout
    methods, loaded = printed.splitlines()
    return set(methods.split()), set(loaded.split()) & set(MODULES.values())


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_the_module_named_for_a_path_declares_it(route: Route) -> None:
    assert route.view.__module__ == f"chalicelib.entry.http.{module_of(route.path)}"


def test_no_start_of_paths_is_named_in_vain() -> None:
    assert {
        start for start in MODULES if not any(r.path.startswith(start) for r in ROUTES)
    } == set()


def test_who_asks_for_a_path_has_its_module_loaded_and_no_other() -> None:
    assert asked("/v1/practices/{practice_id}") == ({"GET"}, {"practices"})


def test_a_path_below_anothers_is_found_in_its_own_module() -> None:
    methods, loaded = asked("/v1/accounts/{account_id}/drills")
    assert methods == {"GET", "POST"}
    assert loaded == {"drills"}


def test_a_path_that_nobody_declares_has_no_methods() -> None:
    assert asked("/v1/practicesses") == (set(), set())


def test_a_path_of_a_version_needs_a_key_and_no_other_does() -> None:
    assert all(route.needs_key == route.path.startswith(KEYED) for route in ROUTES)


@pytest.fixture
def app() -> Chalice:
    """As in a process that has answered nothing yet."""
    fresh = Chalice("claim-courier", configure_logs=False)
    serve(fresh)
    return fresh


@pytest.fixture
def table(app: Chalice) -> Mapping[str, Methods]:
    return app.routes


def test_what_nobody_declares_is_not_in_the_table_and_gets_not_into_it(
    table: Mapping[str, Methods],
) -> None:
    for path in ("/v1/batches/{batch_id}/nothing", "/v1/batchesses", "/", ""):
        assert table[path] == {}, "Chalice answers 405 from what it finds"
        assert path not in table
    assert A_BATCH in table
    assert set(table) == {route.path for route in ROUTES}
    assert len(table) == len(set(table))


def test_a_table_read_in_part_is_read_to_its_end(table: Mapping[str, Methods]) -> None:
    """By `chalice package`, whatever was answered before; no route is registered twice."""
    assert set(table[A_BATCH]) == {"GET"}
    declared = {(path, method) for path, methods in table.items() for method in methods}
    assert declared == {(route.path, route.method) for route in ROUTES}


PATHS = tuple(dict.fromkeys(route.path for route in ROUTES))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["PATCH", "HEAD", "OPTIONS"])
def test_the_first_request_of_a_process_may_be_by_a_wrong_method(
    app: Chalice, house: House, path: str, method: str
) -> None:
    wiring.use(house.courier)
    key = {"X-Api-Key": house.courier.onboard.api_key((PRACTICE,))}
    asked = re.sub("{.*?}", "x", path)
    event = LambdaEventConverter(RouteMatcher(list(PATHS))).create_lambda_event(method, asked, key)
    answer = app(event, LambdaContext("api", 1024))
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (405, "no-such-method")
    allowed = {route.method for route in ROUTES if route.path == path}
    assert set(answer["headers"]["Allow"].split(", ")) == allowed
