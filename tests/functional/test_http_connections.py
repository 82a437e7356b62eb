"""Accounts and doubtful files as a client of the API sees them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from chalice.test import Client

import app
from chalicelib import wiring
from chalicelib.clearinghouses import registry
from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.domain.errors import MailboxUnreachableError
from chalicelib.domain.host_key import fingerprint
from tests.builders import ACCOUNT, PRACTICE
from tests.fakes.mailboxes import OTHER_KEY
from tests.functional.courier import House, a_claim_file

PATH = f"/v1/accounts/{ACCOUNT}"


@dataclass(frozen=True, slots=True)
class Api:
    client: Client
    key: str

    def get(self, path: str) -> dict[str, Any]:
        answer = self.client.http.get(path, headers=self._headers())
        told: dict[str, Any] = answer.json_body
        return told

    def post(self, path: str, **fields: str) -> tuple[int, dict[str, Any]]:
        body = json.dumps(fields).encode()
        headers = {**self._headers(), "Content-Type": "application/json"}
        answer = self.client.http.post(path, headers=headers, body=body)
        return answer.status_code, answer.json_body

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}


@pytest.fixture
def api(house: House) -> Iterator[Api]:
    wiring.use(house.courier)
    with Client(app.app, stage_name="live") as client:
        yield Api(client, house.courier.onboard.api_key((PRACTICE,)))


def test_an_account_tells_how_its_connection_is_doing(house: House, api: Api) -> None:
    house.visit()
    told = api.get(PATH)
    assert told["last_good_login_at"] == told["password_set_at"] == "2026-03-02T08:00:00Z"
    assert (told["logins_left"], told["last_problem"], told["outage"]) == (2, None, None)


def test_an_outage_is_told_while_it_lasts_and_after(house: House, api: Api) -> None:
    house.hand_in(a_claim_file())
    house.server.down = True
    house.visit()
    told = api.get(PATH)
    assert told["outage"]["problem"] == "unreachable"
    assert told["next_visit_at"]
    held = api.get(f"{PATH}/catch_up")
    assert [file["sent_at"] for file in held["waiting"]] == [None]
    house.server.down = False
    house.visit()
    caught_up = api.get(f"{PATH}/catch_up")
    assert caught_up["last_catch_up"]["files_held"] == 1
    (file,) = caught_up["sent"]
    assert file["held_seconds"] >= 0
    assert file["outage_since"] == "2026-03-02T08:00:00Z"
    assert (caught_up["waiting"], caught_up["outage"], caught_up["next_cursor"]) == ([], None, None)


def test_a_catch_up_cursor_that_is_not_ours_is_refused(api: Api) -> None:
    assert api.get(f"{PATH}/catch_up?cursor=nonsense")["code"] == "bad-request"


def test_a_person_resumes_with_a_reason(house: House, api: Api) -> None:
    house.server.password = "changed"
    for _ in range(2):
        house.visit()
    assert api.post(f"{PATH}/resume", reason="")[0] == 400
    status, told = api.post(f"{PATH}/resume", reason="they unlocked it")
    assert (status, told["logins_left"]) == (200, 1)
    assert told["acts"][0]["reason"] == "they unlocked it"
    assert told["acts"][0]["by"].startswith("cck_")


def test_a_person_pins_the_key_that_was_confirmed(house: House, api: Api) -> None:
    house.server.shows_other_host_key = True
    house.visit()
    assert api.get(PATH)["host_key_shown"] == fingerprint(OTHER_KEY)
    path, reason = f"{PATH}/host_key", "told by telephone"
    status, told = api.post(path, fingerprint="SHA256:other", reason=reason)
    assert (status, told["code"]) == (409, "other-host-key")
    status, told = api.post(path, fingerprint=fingerprint(OTHER_KEY), reason=reason)
    assert (status, told["host_key"]) == (200, fingerprint(OTHER_KEY))


class TestDoubtfulFiles:
    @pytest.fixture
    def path(self, house: House, api: Api, monkeypatch: pytest.MonkeyPatch) -> str:
        """Of a file whose direct put broke off."""
        unstaged = replace(OFFICE_ALLY, staging=None)
        monkeypatch.setitem(registry._PROFILES, "office_ally", unstaged)
        batch = house.hand_in(a_claim_file()).batch
        house.server.fail("put", error=MailboxUnreachableError)
        for _ in range(2):
            house.visit()
        (transmission,) = house.transmissions.of_batch(batch.batch_id)
        return f"/v1/transmissions/{transmission.transmission_id}"

    def test_both_facts_are_told_and_the_account_asks_for_a_decision(
        self, path: str, api: Api
    ) -> None:
        told = api.get(path)
        assert (told["state"], told["doubted_at"]) == ("uncertain", "2026-03-02T08:00:00Z")
        assert told["looked"]["size"] is None
        assert "your decision" in " ".join(api.get(PATH)["notices"])

    @pytest.mark.parametrize(("decision", "state"), [("sent", "sent"), ("not_sent", "planned")])
    def test_a_decision_is_taken_once_and_kept(
        self, path: str, api: Api, decision: str, state: str
    ) -> None:
        asked = {"decision": decision, "reason": "asked them by telephone"}
        status, told = api.post(f"{path}/decision", **asked)
        assert (status, told["state"]) == (200, state)
        assert told["decisions"][0]["reason"] == "asked them by telephone"
        status, told = api.post(f"{path}/decision", **asked)
        assert (status, told["code"]) == (409, "not-uncertain")

    @pytest.mark.parametrize("decision", ["maybe", ""])
    def test_anything_else_is_no_decision(self, path: str, api: Api, decision: str) -> None:
        status, told = api.post(f"{path}/decision", decision=decision, reason="because")
        assert (status, told["code"]) == (400, "bad-request")

    def test_a_visit_under_way_comes_first(self, path: str, house: House, api: Api) -> None:
        now = house.clock.now()
        assert house.leases.take(ACCOUNT, "a visitor", now, now.replace(hour=23))
        status, told = api.post(f"{path}/decision", decision="sent", reason="because")
        assert (status, told["code"]) == (409, "account-busy")

    def test_another_practice_sees_nothing_of_it(self, path: str, house: House, api: Api) -> None:
        stranger = replace(api, key=house.courier.onboard.api_key(()))
        assert stranger.get(path)["code"] == "not-found"
