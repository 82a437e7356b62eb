"""Events and webhooks as a client sees them, over fakes."""

import json
from datetime import timedelta
from typing import Any

import pytest
from chalice.test import HTTPResponse

from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.identifiers import PracticeId, WebhookId
from chalicelib.services.events import follow_events
from chalicelib.services.webhooks.resend_events import REPLAYS_AT_MOST
from tests.builders import ACCOUNT, PRACTICE, an_event
from tests.functional.counterpart import answers_to
from tests.functional.courier import House, a_claim_file
from tests.functional.test_http_api import OTHER, Api, api, body, client, is_problem

__all__ = ["api", "client"]

HOOK = {"url": "https://hooks.example.com/claims"}


def send(api: Api, method: str, path: str, asked: object = None) -> HTTPResponse:
    headers = {"Authorization": f"Bearer {api.key}", "Content-Type": "application/json"}
    content = b"" if asked is None else json.dumps(asked).encode()
    return api.client.http.request(method, path, headers=headers, body=content)


def events(api: Api, after: int = 0, limit: int = 50) -> dict[str, Any]:
    return body(api.get(f"/v1/events?after={after}&limit={limit}"))


def happen(house: House, *numbers: int, **overrides: object) -> None:
    for number in numbers:
        house.notices.add(notice_of(an_event(number, **overrides)))
    house.courier.publish_events()


def test_a_batch_is_followed_from_hand_over_to_paid(house: House, api: Api) -> None:
    batch = body(api.post(a_claim_file("PAY00001", "REJ00002")))
    house.clock.advance(timedelta(minutes=5))
    house.visit()
    for answer in answers_to(house.server.inbound):
        house.clock.advance(timedelta(minutes=5))
        house.answer(*answer)
    house.courier.publish_events()
    told = events(api)
    kinds = [event["type"] for event in told["events"]]
    assert kinds[:2] == ["batch.accepted", "batch.sent"]
    assert {"batch.delivery_confirmed", "batch.acknowledged", "claim.paid"} <= set(kinds)
    assert kinds.count("claim.rejected") == 1
    assert kinds.count("claim.accepted_by_clearinghouse") == 1, "told by several reports"
    first, paid = told["events"][0], told["events"][kinds.index("claim.paid")]
    assert first == {
        "specversion": "1.0",
        "id": first["id"],
        "seq": 1,
        "type": "batch.accepted",
        "source": f"/v1/accounts/{ACCOUNT}",
        "subject": batch["batch_id"],
        "time": "2026-03-02T08:00:00Z",
        "data": {
            "account_id": ACCOUNT,
            "practice_ids": [PRACTICE],
            "batch_id": batch["batch_id"],
        },
    }
    assert body(api.get(f"/v1/claims/{paid['subject']}"))["status"] == "paid"
    assert body(api.get(f"/v1/remittances/{paid['data']['remittance_id']}"))["payments"]
    assert "PAY00001" not in json.dumps(told)
    assert [event["seq"] for event in told["events"]] == list(range(1, len(kinds) + 1))


def test_who_goes_on_from_after_sees_each_event_once(house: House, api: Api) -> None:
    happen(house, *range(1, 8))
    seen, after, more = [], 0, True
    while more:
        page = events(api, after, 3)
        seen += [event["seq"] for event in page["events"]]
        after, more = page["after"], page["more"]
    assert seen == list(range(1, 8))
    assert events(api, after) == {"events": [], "after": 7, "more": False}


def test_events_of_others_are_passed_over_and_not_seen(house: House, api: Api) -> None:
    happen(house, 1, practice_ids=(OTHER,))
    happen(house, 2)
    happen(house, 3, practice_ids=(PRACTICE, OTHER))
    page = events(api, 0, 1)
    assert ([event["seq"] for event in page["events"]], page["after"]) == ([2], 2)
    assert events(api, 2) == {"events": [], "after": 3, "more": False}


def test_whoever_has_much_of_others_before_him_gets_on_nevertheless(
    house: House, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow_events, "LOOKED_THROUGH", 10)
    monkeypatch.setattr(follow_events, "AT_ONCE", 4)
    happen(house, *range(1, 26), practice_ids=(OTHER,))
    happen(house, 26)
    pages, after = [], 0
    for _ in range(3):
        page = events(api, after)
        after = page["after"]
        pages.append((after, page["more"], len(page["events"])))
    assert pages == [(10, True, 0), (20, True, 0), (26, False, 1)]


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "", "99999999999999", "0x1", "\u0661"])
def test_a_place_that_is_no_number_is_a_problem(api: Api, after: str) -> None:
    assert is_problem(api.get(f"/v1/events?after={after}"), 400, "bad-request")


def test_a_place_behind_the_last_event_is_a_problem_and_not_silence(api: Api) -> None:
    assert is_problem(api.get("/v1/events?after=1"), 400, "beyond-the-feed")


def test_a_webhook_is_registered_and_its_secret_shown_once(house: House, api: Api) -> None:
    asked = {**HOOK, "event_types": ["claim.paid"], "practice_ids": [PRACTICE]}
    response = send(api, "POST", "/v1/webhooks", asked)
    made = body(response)
    assert response.status_code == 201
    assert response.headers["Location"] == f"/v1/webhooks/{made['webhook_id']}"
    assert made["secret"].startswith("whsec_")
    shown = body(api.get(response.headers["Location"]))
    assert shown == {name: value for name, value in made.items() if name != "secret"}
    assert body(api.get("/v1/webhooks"))["webhooks"] == [shown]
    sealed = house.webhooks.get(WebhookId(made["webhook_id"])).secrets[0].sealed
    assert sealed not in json.dumps(shown)


def test_deliveries_are_listed_resent_and_the_webhook_taken_away(house: House, api: Api) -> None:
    path = f"/v1/webhooks/{body(send(api, 'POST', '/v1/webhooks', HOOK))['webhook_id']}"
    happen(house, 1, 2)
    deliver = house.courier.deliver_webhook
    webhook_id = WebhookId(path.rpartition("/")[2])
    deliver(webhook_id)
    page = body(api.get(f"{path}/deliveries?limit=1"))
    (latest,) = page["deliveries"]
    assert (latest["seq"], latest["state"], latest["due_at"]) == (2, "delivered", None)
    assert [attempt["status"] for attempt in latest["attempts"]] == [204]
    rest = body(api.get(f"{path}/deliveries?cursor={page['next_cursor']}"))
    assert [each["seq"] for each in rest["deliveries"]] == [1]
    one = {"event_id": latest["event_id"]}
    assert send(api, "POST", f"{path}/resend", one).status_code == 202
    assert send(api, "POST", f"{path}/resend", {"after": 0, "count": 1}).status_code == 202
    deliver(webhook_id)
    assert len(house.webhook_sender.received) == 4
    assert body(send(api, "DELETE", path))["state"] == "deleted"
    assert is_problem(api.get(path), 404, "not-found")
    assert body(api.get("/v1/webhooks"))["webhooks"] == []


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"url": 7},
        {"url": ""},
        {**HOOK, "event_types": ["claim.unheard_of"]},
        {**HOOK, "event_types": "claim.paid"},
        {**HOOK, "secret": "whsec_mine"},
        {**HOOK, "practice_ids": ["\r\n"]},
        {"url": "https://hooks.example.com/" + "x" * 1_000},
        [],
    ],
)
def test_what_is_not_as_described_is_a_problem(api: Api, asked: object) -> None:
    assert is_problem(send(api, "POST", "/v1/webhooks", asked), 400, "bad-request")


@pytest.mark.parametrize(
    "url", ["http://example.com/", "https://127.0.0.1/", "https://[::ffff:169.254.169.254]/", "x"]
)
def test_a_webhook_into_some_network_is_a_problem(api: Api, url: str) -> None:
    response = send(api, "POST", "/v1/webhooks", {"url": url})
    assert is_problem(response, 422, "unusable-url")


@pytest.mark.parametrize(
    "asked",
    [{}, {"after": 0}, {"after": -1, "count": 1}, {"after": 0, "count": 0}, {"event_id": "a b"}],
)
def test_what_cannot_be_resent_is_a_problem(house: House, api: Api, asked: object) -> None:
    path = f"/v1/webhooks/{body(send(api, 'POST', '/v1/webhooks', HOOK))['webhook_id']}"
    assert is_problem(send(api, "POST", f"{path}/resend", asked), 400, "bad-request")


def test_a_resend_for_which_there_is_no_room_is_a_problem(house: House, api: Api) -> None:
    path = f"/v1/webhooks/{body(send(api, 'POST', '/v1/webhooks', HOOK))['webhook_id']}"
    happen(house, *range(1, REPLAYS_AT_MOST + 2))
    asked = [{"after": number, "count": 1} for number in range(REPLAYS_AT_MOST + 1)]
    *taken, refused = [send(api, "POST", f"{path}/resend", each) for each in asked]
    assert {each.status_code for each in taken} == {202}
    assert is_problem(refused, 409, "resends-waiting")
    assert body(refused)["retryable"]


def test_webhooks_of_others_are_not_found(house: House, api: Api) -> None:
    path = f"/v1/webhooks/{body(send(api, 'POST', '/v1/webhooks', HOOK))['webhook_id']}"
    other = Api(api.client, house.courier.onboard.api_key((PracticeId("prc_other"),)))
    assert body(other.get("/v1/webhooks"))["webhooks"] == []
    asks = [
        ("GET", path, None),
        ("GET", f"{path}/deliveries", None),
        ("DELETE", path, None),
        ("POST", f"{path}/enable", None),
        ("POST", f"{path}/secret", None),
        ("POST", f"{path}/resend", {"after": 0, "count": 1}),
        ("POST", "/v1/webhooks", {**HOOK, "practice_ids": [PRACTICE]}),
    ]
    for method, where, asked in asks:
        assert is_problem(send(other, method, where, asked), 404, "not-found"), (method, where)
