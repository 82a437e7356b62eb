"""Every route by who asks and whose data: drawn from the routes, so that none is left out."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from chalice.test import Client, HTTPResponse

import app
from chalicelib import wiring
from chalicelib.domain.access.role import SCOPES_OF, Role
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.account import AccountMode
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.entry.http.all_routes import ROUTES
from chalicelib.entry.http.openapi.examples import EXAMPLES
from chalicelib.entry.http.route import Route
from tests.builders import PRACTICE, a_practice, a_user, an_account
from tests.functional.closable import a_closable_house
from tests.functional.courier import House
from tests.functional.recorded_examples import close_down, live_through

OTHER = PracticeId("prc_other")
# Who has broken the glass may more afterwards: that comes last.
GUARDED = sorted(
    (route for route in ROUTES if route.needs_key),
    key=lambda route: route.scope is Scope.EMERGENCY_OPEN,
)
RECORDED: dict[str, dict[str, Any]] = json.loads(EXAMPLES.read_text())


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: what they may do, and whether any of the house's data is within their reach."""

    name: str
    credential: str
    scopes: frozenset[Scope]
    reaches: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A house in which the things of some examples exist."""

    client: Client
    askers: dict[str, Asker]
    house: House
    names: frozenset[str]

    def ask(self, route: Route, credential: str | None) -> HTTPResponse:
        """As in the recorded example, whose ids all exist; each time as if for the first time."""
        wiring.use(self.house.courier)
        self.house.counters.counts.clear()
        recorded = RECORDED[name_of(route)]
        asked = recorded.get("asked", "")
        body = asked if isinstance(asked, str) else json.dumps(asked)
        kind = route.content_types[0]
        key = {} if credential is None else {"Authorization": f"Bearer {credential}"}
        return self.client.http.request(
            route.method,
            recorded["path"],
            headers={"Content-Type": kind, **key},
            body=body.encode(),
        )


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


KEYS = ("test key", "live key", "key of another practice", "key without scopes")
PEOPLE = tuple(f"{role} of {whose}" for role in Role for whose in ("this practice", "another"))


@pytest.fixture(scope="module")
def scenes() -> Iterator[tuple[Scene, ...]]:
    open_house, closing_house = House(), a_closable_house(House())
    with Client(app.app, stage_name="live") as client:
        yield (
            a_scene(client, open_house, frozenset(live_through(open_house))),
            a_scene(client, closing_house, frozenset(close_down(closing_house))),
        )


def scene_of(route: Route, scenes: tuple[Scene, ...]) -> Scene:
    return next(scene for scene in scenes if name_of(route) in scene.names)


def a_scene(client: Client, house: House, names: frozenset[str]) -> Scene:
    house.practices.add(a_practice(practice_id=OTHER))
    house.open_account(an_account(account_id=AccountId("acc_of_other"), practice_ids=(OTHER,)))
    key, every = house.courier.onboard.api_key, frozenset(Scope)
    askers = [
        Asker("test key", key((PRACTICE,)), every, True),
        Asker("live key", key((PRACTICE,), AccountMode.LIVE), every, False),
        Asker("key of another practice", key((OTHER,)), every, False),
        Asker("key without scopes", key((PRACTICE,), scopes=()), frozenset(), True),
    ]
    for role in Role:
        for whose, practice in (("this practice", PRACTICE), ("another", OTHER)):
            name = f"{role} of {whose}"
            user = a_user(name, role=role, practice_ids=(practice,))
            reaches = practice == PRACTICE
            askers.append(Asker(name, house.log_in(user), SCOPES_OF[role], reaches))
    return Scene(client, {asker.name: asker for asker in askers}, house, names)


@pytest.mark.parametrize("route", GUARDED, ids=name_of)
def test_nobody_gets_anywhere_without_a_key(scenes: tuple[Scene, ...], route: Route) -> None:
    scene = scene_of(route, scenes)
    for credential in (None, "cck_test_wrong", "a.b.c"):
        assert scene.ask(route, credential).status_code == 401


@pytest.mark.parametrize("who", [*KEYS, *PEOPLE])
@pytest.mark.parametrize("route", GUARDED, ids=name_of)
def test_who_may_what_to_whose(scenes: tuple[Scene, ...], route: Route, who: str) -> None:
    scene = scene_of(route, scenes)
    asker = scene.askers[who]
    response = scene.ask(route, asker.credential)
    status = response.status_code
    if route.scope not in asker.scopes:
        assert (status, response.json_body["code"]) == (403, "not-allowed")
    elif route.scope is Scope.EMERGENCY_OPEN:
        assert status == (403 if who in KEYS else 201), "a person opens it, for their own account"
    elif asker.reaches:
        # What somebody before has deleted is not found any more.
        gone = {404} if route.method != "DELETE" else set()
        assert status not in {401, 403} | gone, response.body
    else:
        assert tells_nothing(route, who, response), response.body


def tells_nothing(route: Route, who: str, response: HTTPResponse) -> bool:
    """Not found; or no word of anything that is out of reach. A practice is known to a key for its
    live accounts, too, and what was done to its data is one log. Anybody may have a webhook."""
    if response.status_code in (403, 404):
        return True
    knows_practice = who == "live key"
    if knows_practice and route.path in ("/v1/practices/{practice_id}", "/v1/audit"):
        return True
    if knows_practice and name_of(route) == "POST /v1/users":
        return response.status_code == 409
    if name_of(route) == "POST /v1/webhooks":
        return response.status_code == 201
    text = response.body.decode()
    return route.method == "GET" and not any(each in text for each in OF_THE_HOUSE)


def out_of_reach() -> tuple[str, ...]:
    """The ids in the recorded answers, but for the practice's own."""
    found = re.findall(
        r"\b(?:acc|bat|clm|trn|rsp|rem|stm|wrk|key|usr)_\w{6,}", json.dumps(RECORDED)
    )
    assert len(found) > len(ROUTES)
    return tuple(set(found))


OF_THE_HOUSE = out_of_reach()
