"""Keys, people, limits and lockouts as a client meets them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from chalice.test import Client, HTTPResponse

import app
from chalicelib import wiring
from chalicelib.domain.access.role import Role
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.access.token import LONGEST_SESSION
from chalicelib.domain.account import AccountMode
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.identifiers import AccountId, PracticeId, sha256_of
from chalicelib.services.access.count_failure import MOST_FAILURES
from tests.builders import ACCOUNT, PRACTICE, a_practice, a_user, an_account
from tests.functional.courier import House, a_claim_file
from tests.functional.test_http_api import is_problem

OTHER = PracticeId("prc_other")
LIVE = AccountId("acc_live")
BATCHES = f"/v1/batches?practice_id={PRACTICE}"


class Door:
    """Asks with whatever credential."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, path: str, credential: str, **headers: str) -> HTTPResponse:
        return self.client.http.get(
            path, headers={"Authorization": f"Bearer {credential}", **headers}
        )

    def post(self, path: str, credential: str, body: object = None) -> HTTPResponse:
        headers = {"Authorization": f"Bearer {credential}", "Content-Type": "application/json"}
        content = b"" if body is None else json.dumps(body).encode()
        return self.client.http.post(path, headers=headers, body=content)


@pytest.fixture
def door(house: House) -> Iterator[Door]:
    wiring.use(house.courier)
    with Client(app.app, stage_name="live") as client:
        yield Door(client)


@pytest.fixture
def admin(house: House) -> str:
    """A key that may do everything."""
    return house.courier.onboard.api_key((PRACTICE,))


def wanted(**overrides: object) -> dict[str, object]:
    usual = {"practice_ids": [PRACTICE], "scopes": ["batches:read"], "mode": "test"}
    return {**usual, **overrides}


def made(door: Door, admin: str, **overrides: object) -> dict[str, Any]:
    response = door.post("/v1/keys", admin, wanted(**overrides))
    assert response.status_code == 201, response.body
    told: dict[str, Any] = response.json_body
    return told


class TestKeys:
    def test_a_key_is_told_once_and_may_what_it_was_made_for(
        self, house: House, door: Door, admin: str
    ) -> None:
        new = made(door, admin, label="nightly")
        assert new["key"].startswith(new["record"]["prefix"])
        assert new["record"]["prefix"].startswith("cck_test_")
        assert door.get(BATCHES, new["key"]).status_code == 200
        assert is_problem(door.get("/v1/keys", new["key"]), 403, "not-allowed")
        path = f"/v1/keys/{new['record']['key_id']}"
        assert new["key"] not in door.get(path, admin).body.decode()
        assert new["key"] not in str(house.api_keys.rows.by_key)

    def test_a_new_key_is_told_once_even_to_who_asks_again(
        self, house: House, door: Door, admin: str
    ) -> None:
        headers = {
            "Authorization": f"Bearer {admin}",
            "Content-Type": "application/json",
            "Idempotency-Key": "one",
        }
        body = json.dumps(wanted()).encode()
        first, again = (
            door.client.http.post("/v1/keys", headers=headers, body=body) for _ in range(2)
        )
        key = first.json_body["key"]
        assert first.status_code == 201
        assert again.status_code == 409
        assert key not in again.body.decode()
        assert house.keyed_requests.rows.by_key
        assert key not in repr([house.keyed_requests.rows.by_key, house.api_keys.rows.by_key])
        assert len(house.api_keys.all()) == 2

    def test_a_key_ends_by_itself(self, house: House, door: Door, admin: str) -> None:
        ends = (house.clock.now() + timedelta(days=1)).isoformat()
        key = made(door, admin, good_until=ends)["key"]
        assert door.get(BATCHES, key).status_code == 200
        house.clock.advance(timedelta(days=1))
        assert is_problem(door.get(BATCHES, key), 401, "unauthorized")

    @pytest.mark.parametrize("ahead", [timedelta(days=-300), timedelta(0)], ids=str)
    def test_a_key_that_would_be_good_for_nothing_is_not_made(
        self, house: House, door: Door, admin: str, ahead: timedelta
    ) -> None:
        ends = (house.clock.now() + ahead).isoformat()
        refused = door.post("/v1/keys", admin, wanted(good_until=ends))
        assert is_problem(refused, 400, "bad-request")
        assert [each["pointer"] for each in refused.json_body["errors"]] == ["/good_until"]
        assert len(house.api_keys.all()) == 1

    def test_a_revoked_key_is_good_for_nothing_at_once(self, door: Door, admin: str) -> None:
        new = made(door, admin)
        path = f"/v1/keys/{new['record']['key_id']}"
        first = door.post(f"{path}/revoke", admin)
        assert first.json_body["revoked_at"]
        assert door.post(f"{path}/revoke", admin).json_body == first.json_body
        assert is_problem(door.get(BATCHES, new["key"]), 401, "unauthorized")
        rotation = door.post(f"{path}/rotate", admin, {})
        assert is_problem(rotation, 409, "rotated-already")

    def test_a_rotated_key_and_its_successor_overlap(
        self, house: House, door: Door, admin: str
    ) -> None:
        old = made(door, admin)
        path = f"/v1/keys/{old['record']['key_id']}"
        new = door.post(f"{path}/rotate", admin, {"overlap_hours": 2}).json_body
        assert new["record"]["scopes"] == old["record"]["scopes"]
        assert door.get(path, admin).json_body["successor"] == new["record"]["key_id"]
        assert is_problem(door.post(f"{path}/rotate", admin, {}), 409, "rotated-already")
        for key in (old["key"], new["key"]):
            assert door.get(BATCHES, key).status_code == 200
        house.clock.advance(timedelta(hours=2))
        assert is_problem(door.get(BATCHES, old["key"]), 401, "unauthorized")
        assert door.get(BATCHES, new["key"]).status_code == 200

    def test_the_overlap_never_prolongs_a_key(self, house: House, door: Door, admin: str) -> None:
        ends = house.clock.now() + timedelta(hours=1)
        old = made(door, admin, good_until=ends.isoformat())
        path = f"/v1/keys/{old['record']['key_id']}"
        door.post(f"{path}/rotate", admin, {"overlap_hours": 24})
        (key,) = (each for each in house.api_keys.all() if each.successor)
        assert key.good_until == ends

    def test_the_last_use_is_noted_to_the_hour(self, house: House, door: Door, admin: str) -> None:
        new = made(door, admin)
        path = f"/v1/keys/{new['record']['key_id']}"
        assert door.get(path, admin).json_body["last_used_at"] is None
        seen = []
        for _ in range(3):
            door.get(BATCHES, new["key"])
            seen.append(house.api_keys.find(sha256_of(new["key"].encode())))
            house.clock.advance(timedelta(minutes=40))
        first, second, third = (key.last_used_at for key in seen if key)
        assert first == second
        assert third is not None
        assert first is not None
        assert third - first == timedelta(minutes=80)

    def test_a_key_gives_no_more_than_it_has(self, house: House, door: Door) -> None:
        narrow = house.courier.onboard.api_key(
            (PRACTICE,), scopes=(Scope.KEYS_WRITE, Scope.USERS_WRITE, Scope.BATCHES_READ)
        )
        assert door.post("/v1/keys", narrow, wanted()).status_code == 201
        more = door.post("/v1/keys", narrow, wanted(scopes=["claims:read"]))
        assert is_problem(more, 403, "not-allowed")
        live = door.post("/v1/keys", narrow, wanted(mode="live"))
        assert is_problem(live, 403, "not-allowed")
        elsewhere = door.post("/v1/keys", narrow, wanted(practice_ids=[OTHER]))
        assert is_problem(elsewhere, 404, "not-found")
        biller = {"subject": "x", "name": "x", "role": "biller", "practice_ids": [PRACTICE]}
        assert is_problem(door.post("/v1/users", narrow, biller), 403, "not-allowed")

    @pytest.mark.parametrize(
        "odd",
        [
            {"scopes": ["everything"]},
            {"scopes": []},
            {"practice_ids": []},
            {"practice_ids": ["a b"]},
            {"mode": "T"},
            {"label": "x" * 61},
            {"good_until": "2026-03-02"},
            {"good_until": 0},
            {"good_until": 10**400},
            {"good_until": "9999-12-31T23:59:59-14:00"},
            {"colour": "red"},
            {"scopes": "batches:read"},
        ],
        ids=str,
    )
    def test_a_key_that_cannot_be_meant_is_a_bad_request(
        self, door: Door, admin: str, odd: dict[str, object]
    ) -> None:
        assert is_problem(door.post("/v1/keys", admin, wanted(**odd)), 400, "bad-request")


class TestModes:
    @pytest.fixture
    def live_key(self, house: House) -> str:
        house.open_account(an_account(account_id=LIVE, mode=AccountMode.LIVE, user="live"))
        return house.courier.onboard.api_key((PRACTICE,), AccountMode.LIVE)

    def submit(self, door: Door, key: str, account: str, usage: str) -> HTTPResponse:
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/edi-x12"}
        path = f"/v1/batches?practice_id={PRACTICE}&account_id={account}"
        return door.client.http.post(path, headers=headers, body=a_claim_file(usage=usage))

    def test_a_test_key_never_touches_a_live_account_nor_the_other_way_round(
        self, door: Door, admin: str, live_key: str
    ) -> None:
        assert is_problem(self.submit(door, admin, LIVE, "P"), 404, "not-found")
        assert is_problem(self.submit(door, live_key, ACCOUNT, "T"), 404, "not-found")
        batches = {
            admin: self.submit(door, admin, ACCOUNT, "T").json_body,
            live_key: self.submit(door, live_key, LIVE, "P").json_body,
        }
        for mine, other in ((admin, live_key), (live_key, admin)):
            theirs = batches[other]
            claim_id = theirs["claims"][0]["claim_id"]
            for path in (
                f"/v1/batches/{theirs['batch_id']}",
                f"/v1/batches/{theirs['batch_id']}/claims",
                f"/v1/claims/{claim_id}",
                f"/v1/accounts/{theirs['account_id']}",
                f"/v1/responses?account_id={theirs['account_id']}",
            ):
                assert is_problem(door.get(path, mine), 404, "not-found")
                assert door.get(path, other).status_code == 200
            listed = door.get(BATCHES, mine).json_body["batches"]
            assert [each["batch_id"] for each in listed] == [batches[mine]["batch_id"]]
            found = door.get("/v1/claims?patient_control_number=PAY00001", mine).json_body
            assert [each["batch_id"] for each in found["claims"]] == [batches[mine]["batch_id"]]


class TestPeople:
    def test_a_person_may_what_their_role_may_from_request_to_request(
        self, house: House, door: Door, admin: str
    ) -> None:
        user = a_user()
        token = house.log_in(user)
        resume = f"/v1/accounts/{ACCOUNT}/resume", token, {"reason": "mended"}
        assert door.get(BATCHES, token).status_code == 200
        assert is_problem(door.post(*resume), 403, "not-allowed")
        boss = house.log_in(a_user("boss", role=Role.ADMIN))
        path = f"/v1/users/{user.user_id}/change"
        assert door.post(path, boss, {"role": "supervisor"}).status_code == 200
        assert door.post(*resume).status_code == 200
        assert door.post(path, boss, {"disabled": True}).status_code == 200
        assert is_problem(door.get(BATCHES, token), 401, "unauthorized")
        assert door.post(path, boss, {"disabled": False}).status_code == 200
        assert door.get(BATCHES, token).status_code == 200

    def test_who_has_a_token_but_is_not_let_in_is_a_stranger(
        self, house: House, door: Door
    ) -> None:
        token = house.log_in(a_user())
        house.users.rows.by_key.clear()
        assert is_problem(door.get(BATCHES, token), 401, "unauthorized")

    def test_a_session_ends(self, house: House, door: Door) -> None:
        token = house.log_in(a_user())
        renewed = house.tokens.good[token]
        for hours in (1, 11):
            house.clock.advance(timedelta(hours=hours))
            ends = house.clock.now() + timedelta(minutes=15)
            house.tokens.good[token] = replace(renewed, expires_at=ends)
            good = house.clock.now() - renewed.authenticated_at < LONGEST_SESSION
            assert door.get(BATCHES, token).status_code == (200 if good else 401)

    @pytest.mark.parametrize(
        "odd",
        [{"issuer": "https://other/pool"}, {"audience": "other"}, {"use": "refresh"}],
        ids=str,
    )
    def test_a_token_of_elsewhere_is_none(
        self, house: House, door: Door, odd: dict[str, Any]
    ) -> None:
        token = house.log_in(a_user())
        house.tokens.good[token] = replace(house.tokens.good[token], **odd)
        assert is_problem(door.get(BATCHES, token), 401, "unauthorized")

    def test_nobody_changes_themselves_or_gives_what_they_do_not_reach(
        self, house: House, door: Door
    ) -> None:
        boss = a_user("boss", role=Role.ADMIN)
        token = house.log_in(boss)
        own = door.post(f"/v1/users/{boss.user_id}/change", token, {"role": "supervisor"})
        assert is_problem(own, 403, "not-allowed")
        new = {"subject": "x", "name": "x", "role": "biller", "practice_ids": [OTHER]}
        assert is_problem(door.post("/v1/users", token, new), 404, "not-found")
        stranger = a_user("stranger", practice_ids=(PRACTICE, OTHER))
        house.users.add(stranger)
        path = f"/v1/users/{stranger.user_id}"
        assert is_problem(door.get(path, token), 404, "not-found")
        assert is_problem(door.post(f"{path}/change", token, {"role": "admin"}), 404, "not-found")
        assert stranger.user_id not in door.get("/v1/users", token).body.decode()

    def test_nobody_is_let_in_twice(self, house: House, door: Door) -> None:
        token = house.log_in(a_user("boss", role=Role.ADMIN))
        new = {"subject": "x", "name": "x", "role": "biller", "practice_ids": [PRACTICE]}
        assert door.post("/v1/users", token, new).status_code == 201
        again = door.post("/v1/users", token, {**new, "role": "admin"})
        assert is_problem(again, 409, "user-exists")


class TestEmergency:
    REASON: ClassVar = {"reason": "The night shift is alone.", "hours": 2}

    def test_a_broken_glass_opens_everything_about_claims_and_tells_everybody(
        self, house: House, door: Door
    ) -> None:
        house.practices.add(a_practice(practice_id=OTHER))
        house.open_account(an_account(account_id=AccountId("acc_o"), practice_ids=(OTHER,)))
        user = a_user(role=Role.SUPERVISOR)
        token = house.log_in(user)
        assert is_problem(door.get("/v1/accounts/acc_o", token), 404, "not-found")
        opened = door.post("/v1/emergencies", token, self.REASON)
        assert opened.status_code == 201
        assert opened.json_body["emergency"]["reason"] == self.REASON["reason"]
        assert door.get("/v1/accounts/acc_o", token).status_code == 200
        assert is_problem(door.get("/v1/keys", token), 403, "not-allowed")
        assert house.meter.total("EmergenciesOpened") == 1
        house.courier.publish_events()
        (event,) = house.announcer.told
        assert (event.kind, event.subject) == (EventKind.EMERGENCY_OPENED, user.user_id)
        assert user.user_id in str(event.summary)
        (seen,) = (e for e in house.audit_log.entries if "acc_o" in e.subjects and e.status == 200)
        assert (seen.kind, seen.principal_id, seen.practice_ids) == (
            "emergency",
            user.user_id,
            (OTHER,),
        )
        house.clock.advance(timedelta(hours=2))
        assert is_problem(door.get("/v1/accounts/acc_o", token), 404, "not-found")

    def test_nobody_else_opens_one(self, house: House, door: Door, admin: str) -> None:
        assert is_problem(door.post("/v1/emergencies", admin, self.REASON), 403, "not-allowed")
        biller = house.log_in(a_user())
        assert is_problem(door.post("/v1/emergencies", biller, self.REASON), 403, "not-allowed")
        assert list(house.notices.waiting()) == []

    @pytest.mark.parametrize("odd", [{"hours": 5}, {"hours": 0}, {"reason": "because"}], ids=str)
    def test_without_end_or_reason_there_is_none(
        self, house: House, door: Door, odd: dict[str, object]
    ) -> None:
        token = house.log_in(a_user(role=Role.SUPERVISOR))
        response = door.post("/v1/emergencies", token, {**self.REASON, **odd})
        assert is_problem(response, 400, "bad-request")


class TestLockout:
    def fail(self, door: Door, times: int, credential: str = "cck_test_wrong1x") -> HTTPResponse:
        for _ in range(times):
            response = door.get(BATCHES, credential)
        return response

    def test_after_too_many_bad_keys_no_more_is_looked_at_and_people_are_told(
        self, house: House, door: Door
    ) -> None:
        assert is_problem(self.fail(door, MOST_FAILURES), 401, "unauthorized")
        response = self.fail(door, 1)
        assert is_problem(response, 429, "locked-out")
        assert 0 < int(response.headers["Retry-After"]) <= 900
        self.fail(door, 5)
        assert house.meter.total("LockOuts") == 1
        house.clock.advance(timedelta(minutes=15))
        assert is_problem(self.fail(door, 1), 401, "unauthorized")

    def test_what_is_known_to_be_locked_costs_no_more_writes(
        self, house: House, door: Door
    ) -> None:
        self.fail(door, MOST_FAILURES + 1)
        counted = house.counters.counts.copy()
        self.fail(door, 5)
        assert house.counters.counts == counted

    def test_a_good_key_is_never_locked_out_by_others(
        self, house: House, door: Door, admin: str
    ) -> None:
        self.fail(door, MOST_FAILURES + 1, credential=admin[:15] + "x" * 34)
        assert door.get(BATCHES, admin).status_code == 200
        assert door.get(BATCHES, house.log_in(a_user())).status_code == 200

    def test_nothing_of_a_bad_key_is_kept(self, house: House, door: Door) -> None:
        self.fail(door, MOST_FAILURES + 1, credential="cck_test_JANE_DOE_1961")
        assert "JANE" not in str(house.counters.counts)


class TestRateLimit:
    @pytest.fixture
    def house(self) -> House:
        house = House()
        house.access_rules = replace(house.access_rules, requests_per_minute=60)
        return house

    def test_every_answer_tells_what_is_left(self, door: Door, admin: str) -> None:
        for left in (59, 58):
            headers = door.get(BATCHES, admin).headers
            assert headers["RateLimit-Policy"] == '"requests";q=60;w=60'
            assert headers["RateLimit"] == f'"requests";r={left};t=60'
        problem = door.get("/v1/batches/bat_none", admin)
        assert problem.headers["RateLimit"] == '"requests";r=57;t=60'

    @pytest.mark.parametrize(
        ("method", "status", "code"),
        [("DELETE", 405, "no-such-method"), ("POST", 415, "unsupported-media-type")],
    )
    def test_a_method_or_content_type_that_a_path_lacks_is_an_answer_like_any_other(
        self, door: Door, admin: str, method: str, status: int, code: str
    ) -> None:
        key = {"Authorization": f"Bearer {admin}", "Content-Type": "text/xml"}
        for left in (59, 58):
            answer = door.client.http.request(method, BATCHES, headers=key)
            assert is_problem(answer, status, code)
            assert answer.headers["RateLimit-Policy"] == '"requests";q=60;w=60'
            assert answer.headers["RateLimit"] == f'"requests";r={left};t=60'
        for _ in range(58):
            door.get(BATCHES, admin)
        refused = door.client.http.request(method, BATCHES, headers=key)
        assert is_problem(refused, 429, "too-many-requests")
        stranger = door.client.http.request(method, BATCHES, headers={"Content-Type": "text/xml"})
        assert is_problem(stranger, 401, "unauthorized")
        assert "Allow" not in stranger.headers

    def test_what_all_may_read_has_no_limit_to_tell(self, door: Door) -> None:
        refused = door.client.http.request("DELETE", "/docs")
        assert is_problem(refused, 405, "no-such-method")
        assert refused.headers["Allow"] == "GET"
        assert "RateLimit" not in refused.headers

    def test_who_asks_too_often_waits_and_nobody_else_does(
        self, house: House, door: Door, admin: str
    ) -> None:
        other = house.courier.onboard.api_key((PRACTICE,))
        house.clock.advance(timedelta(seconds=20))
        assert {door.get(BATCHES, admin).status_code for _ in range(60)} == {200}
        refused = door.get(BATCHES, admin)
        assert is_problem(refused, 429, "too-many-requests")
        assert refused.headers["Retry-After"] == "40"
        assert refused.headers["RateLimit"] == '"requests";r=0;t=40'
        assert door.get(BATCHES, other).status_code == 200
        house.clock.advance(timedelta(seconds=40))
        assert door.get(BATCHES, admin).status_code == 200

    def test_processes_share_the_limit_and_write_seldom(self, house: House) -> None:
        throttles = [house.courier.throttle for _ in range(3)]
        writes: list[int] = []
        add = house.counters.add

        def counted(name: str, amount: int, until: Any) -> int:  # noqa: ANN401 - handed on
            writes.append(amount)
            return add(name, amount, until)

        house.counters.add = counted  # type: ignore[method-assign]
        served = 0
        for turn in range(100):
            try:
                throttles[turn % 3]("key_one")
            except Exception:  # noqa: BLE001 - refused
                continue
            served += 1
        assert served == 60
        assert len(writes) <= 33


class TestBadInput:
    def test_an_encoded_body_is_refused_unread(self, door: Door, admin: str) -> None:
        for encoding in ("gzip", "deflate", "br"):
            headers = {
                "Authorization": f"Bearer {admin}",
                "Content-Type": "application/edi-x12",
                "Content-Encoding": encoding,
            }
            path = f"/v1/batches?practice_id={PRACTICE}&account_id={ACCOUNT}"
            response = door.client.http.post(path, headers=headers, body=b"\x1f\x8b" + bytes(100))
            assert is_problem(response, 415, "unsupported-media-type")

    @pytest.mark.parametrize(
        "body",
        [
            b"[" * 50_000 + b"]" * 50_000,
            b'{"reason": ' + b'{"a": ' * 3000 + b"1" + b"}" * 3000 + b"}",
            b'{"reason": ' + b"9" * 5000 + b"}",
            b'{"reason": 1e999}',
            b'{"reason": NaN}',
            b'{"reason": "\\ud800"}',
            b'{"reason": "x", "reason": 7}',
            b"\xff\xfe",
        ],
        ids=[
            "deep list",
            "deep object",
            "huge number",
            "infinite",
            "nan",
            "lone",
            "twice",
            "utf-16",
        ],
    )
    def test_a_body_that_is_made_to_hurt_is_a_bad_request(
        self, door: Door, admin: str, body: bytes
    ) -> None:
        headers = {"Authorization": f"Bearer {admin}", "Content-Type": "application/json"}
        path = f"/v1/accounts/{ACCOUNT}/resume"
        response = door.client.http.post(path, headers=headers, body=body)
        assert is_problem(response, 400, "bad-request")

    def test_a_body_beyond_the_limit_is_too_large(self, door: Door, admin: str) -> None:
        body = {"reason": "x" * 100_001}
        response = door.post(f"/v1/accounts/{ACCOUNT}/resume", admin, body)
        assert is_problem(response, 413, "body-too-large")

    def test_what_a_client_sends_gets_into_no_header(self, door: Door, admin: str) -> None:
        for text in ("%0d%0aSet-Cookie:%20a=b", "%0aX:y", "%E5%98%8A%E5%98%8DX"):
            for path in (
                f"/v1/batches/{text}",
                f"/v1/batches?practice_id={text}",
                f"{BATCHES}&{text}=1",
            ):
                response = door.get(path, admin)
                assert response.status_code in (400, 404)
                assert not {"Set-Cookie", "X"} & response.headers.keys()
                assert all("\n" not in value for value in response.headers.values())

    def test_no_other_site_is_told_anything(self, door: Door, admin: str) -> None:
        response = door.get(BATCHES, admin, Origin="https://evil.example")
        assert not [name for name in response.headers if name.lower().startswith("access-control")]

    @pytest.mark.parametrize(
        "key", ["x" * 9000, "cck_\udcff", "é" * 40, " ", "cck_live_" + "a" * 40]
    )
    def test_odd_keys_are_strangers(self, door: Door, key: str) -> None:
        response = door.client.http.get(BATCHES, headers={"X-Api-Key": key})
        assert is_problem(response, 401, "unauthorized")
