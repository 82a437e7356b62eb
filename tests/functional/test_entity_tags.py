"""A client that has kept an answer asks whether it still holds."""

from collections.abc import Iterator

import pytest
from chalice.test import Client, HTTPResponse

import app
from chalicelib import wiring
from chalicelib.entry.http.all_routes import ROUTES
from chalicelib.entry.http.route import Route
from tests.builders import PRACTICE
from tests.functional.closable import a_closable_house
from tests.functional.courier import House, a_claim_file
from tests.functional.recorded_examples import Examples, close_down, live_through
from tests.functional.test_http_api import Api, api, client

__all__ = ["api", "client"]


def read(api: Api, path: str, known: str | None = None) -> HTTPResponse:
    headers = {"Authorization": f"Bearer {api.key}"}
    named = {} if known is None else {"If-None-Match": known}
    return api.client.http.get(path, headers=headers | named)


@pytest.fixture
def path(house: House) -> str:
    return f"/v1/batches/{house.hand_in(a_claim_file()).batch.batch_id}"


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_what_is_known_is_not_told_again(api: Api, path: str, known: str) -> None:
    first = read(api, path)
    again = read(api, path, known.format(first.headers["ETag"]))
    assert (again.status_code, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "no-store"
    assert "Content-Type" not in again.headers


def test_what_has_changed_is_told(house: House, api: Api, path: str) -> None:
    first = read(api, path)
    house.visit()
    again = read(api, path, first.headers["ETag"])
    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]


def test_another_practice_learns_nothing_by_a_tag(house: House, api: Api, path: str) -> None:
    known = read(api, path).headers["ETag"]
    stranger = Api(api.client, house.courier.onboard.api_key(()))
    assert read(stranger, path, known).status_code == 404


READS = [route for route in ROUTES if route.method == "GET"]


@pytest.fixture(scope="module")
def stories() -> Iterator[tuple[tuple[Api, House, Examples], ...]]:
    """Two houses in which something of every kind lies, and where it does."""
    living, closed = House(), a_closable_house(House())
    with Client(app.app, stage_name="live") as client:
        yield tuple(
            (Api(client, house.courier.onboard.api_key((PRACTICE,))), house, examples)
            for house, examples in ((living, live_through(living)), (closed, close_down(closed)))
        )


@pytest.mark.parametrize("route", READS, ids=lambda route: route.path)
def test_every_read_has_a_tag_that_spares_the_next_one(
    stories: tuple[tuple[Api, House, Examples], ...], route: Route
) -> None:
    name = f"GET {route.path}"
    api, house, examples = next(story for story in stories if name in story[2] or is_open(route))
    wiring.use(house.courier)
    house.counters.counts.clear()
    path = str(examples[name]["path"]) if name in examples else route.path
    headers = {"Authorization": f"Bearer {api.key}", "Accept": "application/octet-stream"}
    first = api.client.http.get(path.replace("{code}", "not-found"), headers=headers)
    assert ("ETag" in first.headers) == route.is_tagged, first.body
    if route.is_tagged:
        known = {"If-None-Match": str(first.headers["ETag"])}
        again = api.client.http.get(path.replace("{code}", "not-found"), headers=headers | known)
        assert again.status_code == 304, again.body


def is_open(route: Route) -> bool:
    return not route.needs_key
