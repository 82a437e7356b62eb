"""Routes are loaded when they are first asked for."""

import subprocess
import sys

import pytest

from chalicelib.entry.http.all_routes import ROUTES
from chalicelib.entry.http.resources import MODULES, module_of
from chalicelib.entry.http.route import Route

ASKED = """
import sys
from chalice.app import Chalice
from chalicelib.entry.http import api
app = Chalice("claim-courier")
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
