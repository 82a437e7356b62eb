"""A request named by its client is done once, however often it comes."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Event

import pytest
from chalice.test import Client, HTTPResponse

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.errors import (
    AnswerShownOnceError,
    AnswerUnderWayError,
    KeyUsedOtherwiseError,
)
from chalicelib.domain.keyed_request import KEPT, MAY_TAKE, GivenAnswer
from chalicelib.entry.http.all_routes import ROUTES
from chalicelib.services.requests.answer_once import Keyed
from tests.builders import ACCOUNT, PRACTICE
from tests.functional.courier import House, a_claim_file
from tests.functional.test_http_api import Api, api, body, client, is_problem

__all__ = ["api", "client"]

RESUME = f"/v1/accounts/{ACCOUNT}/resume"
BATCHES = f"/v1/batches?practice_id={PRACTICE}&account_id={ACCOUNT}"
REASON = {"reason": "The line was mended."}


def post(
    api: Api, path: str, content: object, key: str = "order-1", kind: str = "application/json"
) -> HTTPResponse:
    sent = content if isinstance(content, bytes) else json.dumps(content).encode()
    headers = {
        "Authorization": f"Bearer {api.key}",
        "Content-Type": kind,
        "Idempotency-Key": key,
    }
    return api.client.http.post(path, headers=headers, body=sent)


def hand_in(api: Api, content: bytes, key: str = "order-1") -> HTTPResponse:
    return post(api, BATCHES, content, key, "application/edi-x12")


def acts(house: House) -> int:
    return len(house.accounts.acts(ACCOUNT, 50, None).items)


def kept(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name == "Location"}


def test_the_same_request_is_answered_as_at_first_and_done_once(house: House, api: Api) -> None:
    first, again = post(api, RESUME, REASON), post(api, RESUME, REASON)
    assert (first.status_code, again.status_code) == (200, 200)
    assert body(first) == body(again)
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert first.headers["X-Request-Id"] != again.headers["X-Request-Id"]
    assert acts(house) == 1


def test_without_a_key_or_under_another_it_is_done_again(house: House, api: Api) -> None:
    post(api, RESUME, REASON, "order-1")
    house.clock.advance(timedelta(seconds=1))
    post(api, RESUME, REASON, "order-2")
    assert acts(house) == 2


def test_a_batch_is_answered_with_its_place_and_as_it_stood(house: House, api: Api) -> None:
    first = hand_in(api, a_claim_file())
    house.visit()
    again = hand_in(api, a_claim_file())
    assert (first.status_code, again.status_code) == (202, 202)
    assert body(first) == body(again)
    assert kept(first.headers) == kept(again.headers) != {}


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (RESUME, {"reason": "Another reason."}),
        (f"/v1/accounts/{ACCOUNT}/statements", REASON),
        (f"/v1/accounts/{ACCOUNT}/diagnosis", REASON),
        ("/v1/accounts/acc_other/resume", REASON),
    ],
)
def test_a_key_names_one_request_only(
    house: House, api: Api, path: str, content: dict[str, str]
) -> None:
    post(api, RESUME, REASON)
    assert is_problem(post(api, path, content), 422, "key-used-otherwise")
    assert acts(house) == 1


def test_another_query_is_another_request(house: House, api: Api) -> None:
    path = f"/v1/accounts/{ACCOUNT}/diagnosis"
    post(api, path, {})
    other = post(api, f"{path}?batch_id=bat_1", {})
    assert is_problem(other, 422, "key-used-otherwise")


def test_keys_of_different_callers_never_meet(house: House, client: Client, api: Api) -> None:
    other = Api(client, house.courier.onboard.api_key((PRACTICE,)))
    post(api, RESUME, REASON)
    house.clock.advance(timedelta(seconds=1))
    answer = post(other, RESUME, {"reason": "The same key, by somebody else."})
    assert answer.status_code == 200
    assert acts(house) == 2


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "two words", "café", '""'])
def test_what_can_be_no_key_is_a_bad_request(house: House, api: Api, key: str) -> None:
    assert is_problem(post(api, RESUME, REASON, key), 400, "bad-request")
    assert acts(house) == 0


@pytest.mark.parametrize("key", ["x" * 255, "8e03978e-40d5-43dd-bc93-6894a57f9324", "!~"])
def test_a_key_with_the_quotes_of_a_structured_field_is_the_same(api: Api, key: str) -> None:
    post(api, RESUME, REASON, f'"{key}"')
    assert "Idempotency-Replayed" in post(api, RESUME, REASON, key).headers


def test_a_refused_request_leaves_its_key_free(house: House, api: Api) -> None:
    """Nothing was done; whoever mends the request need not find a new key."""
    assert is_problem(post(api, RESUME, {"reasn": "misspelled"}), 400, "bad-request")
    assert post(api, RESUME, REASON).status_code == 200
    assert acts(house) == 1


def test_after_a_failure_of_ours_the_same_request_is_done_again(house: House, api: Api) -> None:
    """Nobody knows how far it came; it is done again, and nothing else under its key."""

    class Full:
        def put_once(self, *_: object) -> None:
            raise OSError("no room")

    objects, house.archive.objects = house.archive.objects, Full()  # type: ignore[assignment]
    assert is_problem(hand_in(api, a_claim_file()), 500, "internal-error")
    house.archive.objects = objects
    other = hand_in(api, a_claim_file("OTHER"))
    assert is_problem(other, 422, "key-used-otherwise")
    again = hand_in(api, a_claim_file())
    assert again.status_code == 202
    assert "Idempotency-Replayed" not in again.headers
    assert "Idempotency-Replayed" in hand_in(api, a_claim_file()).headers


def test_an_answer_is_kept_for_a_day(house: House, api: Api) -> None:
    post(api, RESUME, REASON)
    house.clock.advance(KEPT - timedelta(seconds=1))
    assert "Idempotency-Replayed" in post(api, RESUME, REASON).headers
    house.clock.advance(timedelta(seconds=1))
    assert "Idempotency-Replayed" not in post(api, RESUME, REASON).headers
    assert acts(house) == 2


def test_after_a_day_the_content_still_decides_about_a_batch(house: House, api: Api) -> None:
    first = hand_in(api, a_claim_file())
    house.clock.advance(KEPT)
    again = hand_in(api, a_claim_file())
    assert again.status_code == 200
    assert body(again)["batch_id"] == body(first)["batch_id"]
    assert len(house.transmissions.waiting(ACCOUNT)) == 1


@dataclass
class Slow:
    """Stands still in the middle of its work until it is let go."""

    go_on: Event = field(default_factory=Event)
    begun: Event = field(default_factory=Event)
    answers: int = 0

    def __call__(self) -> GivenAnswer:
        self.answers += 1
        self.begun.set()
        assert self.go_on.wait(10)
        return GivenAnswer(200, (), f"answer {self.answers}")


KEYED = Keyed("name", "fingerprint")


def never(_: Exception) -> bool:
    return False


def test_while_it_is_being_answered_it_is_not_done_a_second_time(house: House) -> None:
    slow, once = Slow(), house.courier.answer_once
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(once, KEYED, slow, never, is_secret=False)
        assert slow.begun.wait(10)
        with pytest.raises(AnswerUnderWayError):
            once(KEYED, slow, never, is_secret=False)
        with pytest.raises(KeyUsedOtherwiseError):
            once(Keyed("name", "other"), slow, never, is_secret=False)
        slow.go_on.set()
        assert first.result(10) == (GivenAnswer(200, (), "answer 1"), False)
    assert once(KEYED, slow, never, is_secret=False) == (GivenAnswer(200, (), "answer 1"), True)


def test_who_asks_meanwhile_is_told_when_to_ask_again(house: House, api: Api) -> None:
    post(api, RESUME, REASON)
    ((name, done),) = house.keyed_requests.rows.by_key.items()
    house.keyed_requests.rows.by_key[name] = replace(done, answer=None)
    answer = post(api, RESUME, REASON)
    assert is_problem(answer, 409, "answer-under-way")
    assert int(answer.headers["Retry-After"]) > 0
    assert body(answer)["retryable"]


def test_a_crash_blocks_for_no_longer_than_an_answer_may_take(house: House) -> None:
    """And who was only slow leaves what his successor has answered."""
    slow, once = Slow(), house.courier.answer_once
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(once, KEYED, slow, never, is_secret=False)
        assert slow.begun.wait(10)
        house.clock.advance(MAY_TAKE)
        second = once(KEYED, lambda: GivenAnswer(200, (), "second"), never, is_secret=False)
        assert second == (GivenAnswer(200, (), "second"), False)
        slow.go_on.set()
        first.result(10)
    assert once(KEYED, slow, never, is_secret=False) == second_time(second)


def second_time(answer: tuple[GivenAnswer, bool]) -> tuple[GivenAnswer, bool]:
    return answer[0], True


def test_a_secret_is_kept_nowhere_and_told_once(house: House) -> None:
    secret = GivenAnswer(201, (("Location", "/v1/keys/1"),), "cck_secret")
    once = house.courier.answer_once
    assert once(KEYED, lambda: secret, never, is_secret=True) == (secret, False)
    with pytest.raises(AnswerShownOnceError):
        once(KEYED, lambda: secret, never, is_secret=True)
    assert "secret" not in repr(house.keyed_requests.rows.by_key)


def test_a_new_api_key_is_kept_nowhere(house: House, client: Client) -> None:
    keeper = Api(client, house.courier.onboard.api_key((PRACTICE,), scopes=(Scope.KEYS_WRITE,)))
    wanted = {"practice_ids": [PRACTICE], "scopes": ["keys:write"], "mode": "test"}
    first = post(keeper, "/v1/keys", wanted)
    assert first.status_code == 201
    secret = body(first)["key"]
    assert secret not in repr(house.keyed_requests.rows.by_key)
    assert is_problem(post(keeper, "/v1/keys", wanted), 409, "answer-shown-once")
    path = f"/v1/keys/{body(first)['record']['key_id']}/rotate"
    successor = body(post(keeper, path, {}, "order-2"))["key"]
    assert successor not in repr(house.keyed_requests.rows.by_key)


def test_whatever_is_told_once_is_declared_so() -> None:
    """A field of a good answer that is named like a secret."""
    telling = {
        route.path
        for route in ROUTES
        if route.has_effect and route.gives and {"key", "secret"} & route.gives.model_fields.keys()
    }
    assert telling == {route.path for route in ROUTES if route.shows_secret}
    assert "/v1/keys" in telling


def test_every_route_with_an_effect_takes_a_key() -> None:
    assert {route.method for route in ROUTES if route.has_effect} == {"POST"}
    assert {route.method for route in ROUTES} == {"GET", "POST", "DELETE"}, "DELETE needs none"
