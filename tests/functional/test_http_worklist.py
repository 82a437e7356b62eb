"""The worklist as a client sees it, over fakes; and what else the API tells about answers."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from chalice.test import HTTPResponse

from chalicelib.domain.identifiers import AccountId
from tests.builders import ACCOUNT, an_account
from tests.functional.counterpart import answers_to
from tests.functional.courier import House, a_claim_file
from tests.functional.test_http_api import OTHER, Api, api, body, client, is_problem
from tests.unit.interpret.x12_answers import payment_set, remittance

__all__ = ["api", "client"]

ERA_NAME = "1598700001_ERA_835_5010_20260320.835"


def decide(api: Api, path: str, decision: object) -> HTTPResponse:
    headers = {"Authorization": f"Bearer {api.key}", "Content-Type": "application/json"}
    return api.client.http.post(path, headers=headers, body=json.dumps(decision).encode())


def open_items(api: Api) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = body(api.get(f"/v1/worklist?account_id={ACCOUNT}"))["items"]
    return items


def untied_payment(house: House, number: str = "SOMEBODY") -> None:
    clp = (f"CLP*{number}*1*150*150**12*ICN1", "DTM*232*20260301", "CAS*CO*45*0")
    house.answer(ERA_NAME, remittance(payment_set(clp, amount="150")))


def test_a_person_finds_and_decides_what_the_gateway_could_not(house: House, api: Api) -> None:
    batch = body(api.post(a_claim_file("PAY00001")))
    house.visit()
    untied_payment(house)
    (item,) = open_items(api)
    assert item["reason"] == "unknown_claim"
    assert all(item[words] for words in ("means", "next", "do"))
    assert item["candidates"] == [batch["claims"][0]["claim_id"]]
    statement = item["statement"]
    assert (statement["patient_control_number"], statement["charge"]) == ("SOMEBODY", "150.00")
    decision = {"action": "tie", "claim_id": item["candidates"][0], "reason": "payer confirmed"}
    path = f"/v1/worklist/{item['item_id']}/resolution"
    resolved = body(decide(api, path, decision))
    assert resolved["state"] == "resolved"
    assert resolved["resolution"]["note"] == "payer confirmed"
    assert api.key.startswith(resolved["resolution"]["by"])
    assert open_items(api) == []
    claim = body(api.get(f"/v1/claims/{item['candidates'][0]}"))
    assert claim["status"] == "paid"
    told = claim["timeline"][-1]
    assert (told["tied_by"], told["confidence"]) == ("person", "person")
    assert "allowed fee" in told["words"]["CO-45"]
    payment = body(api.get(f"/v1/remittances/{told['remittance_id']}"))["payments"][0]
    assert payment["claim_id"] == item["candidates"][0]
    assert is_problem(decide(api, path, decision), 409, "resolved-already")


def test_one_item_is_shown_before_and_after_it_was_decided(house: House, api: Api) -> None:
    untied_payment(house)
    (item,) = open_items(api)
    path = f"/v1/worklist/{item['item_id']}"
    assert body(api.get(path)) == item
    decided = body(decide(api, f"{path}/resolution", {"action": "dismiss", "reason": "not ours"}))
    assert body(api.get(path)) == decided
    stranger = Api(api.client, house.courier.onboard.api_key((OTHER,)))
    assert is_problem(stranger.get(path), 404, "not-found")
    assert is_problem(api.get("/v1/worklist/wrk_none"), 404, "not-found")


def test_items_of_one_kind_are_found_however_rare(house: House, api: Api) -> None:
    house.answer("mystery.bin", b"\x00")
    for number in range(3):
        house.clock.advance(timedelta(seconds=1))
        house.answer(f"mystery{number}.xml", f"<r>{number}</r>".encode())
    house.clock.advance(timedelta(seconds=1))
    untied_payment(house)
    wanted = "kind=untied_statement&limit=1"
    page = body(api.get(f"/v1/worklist?account_id={ACCOUNT}&{wanted}"))
    assert [item["kind"] for item in page["items"]] == ["untied_statement"]
    more = f"{wanted}&cursor={quote(page['next_cursor'])}"
    page = body(api.get(f"/v1/worklist?account_id={ACCOUNT}&{more}"))
    assert (page["items"], page["next_cursor"]) == ([], None)
    unclear = api.get(f"/v1/worklist?account_id={ACCOUNT}&kind=odd")
    assert is_problem(unclear, 400, "bad-request")


@pytest.mark.parametrize(
    "decision",
    [
        {},
        [],
        {"action": "guess"},
        {"action": "tie"},
        {"action": "dismiss"},
        {"action": "dismiss", "reason": " "},
        {"action": "dismiss", "reason": "x" * 501},
        {"action": "dismiss", "reason": "x", "more": 1},
    ],
)
def test_a_decision_must_be_clear(house: House, api: Api, decision: object) -> None:
    untied_payment(house)
    (item,) = open_items(api)
    answer = decide(api, f"/v1/worklist/{item['item_id']}/resolution", decision)
    assert is_problem(answer, 400, "bad-request")
    assert open_items(api) == [item]


def test_problems_of_decisions_have_names(house: House, api: Api) -> None:
    house.open_account(an_account(account_id=AccountId("acc_two")))
    elsewhere = body(api.post(a_claim_file("X1"), account="acc_two"))["claims"][0]["claim_id"]
    untied_payment(house)
    house.answer("mystery.bin", b"\x00")
    by_kind = {item["kind"]: item["item_id"] for item in open_items(api)}
    untied = f"/v1/worklist/{by_kind['untied_statement']}/resolution"
    unknown = f"/v1/worklist/{by_kind['unknown_file']}/resolution"
    tie = {"action": "tie", "claim_id": elsewhere}
    assert is_problem(decide(api, untied, tie), 422, "claim-of-another-account")
    assert is_problem(decide(api, unknown, tie), 422, "not-tieable")
    assert is_problem(decide(api, "/v1/worklist/wrk_x/resolution", tie), 404, "not-found")
    stranger = Api(api.client, house.courier.onboard.api_key((OTHER,)))
    assert is_problem(stranger.get(f"/v1/worklist?account_id={ACCOUNT}"), 404, "not-found")
    assert is_problem(decide(stranger, untied, tie), 404, "not-found")
    path = f"/v1/worklist?account_id={ACCOUNT}&cursor=x"
    assert is_problem(api.get(path), 400, "bad-request")


def test_a_response_is_processed_once_more_on_request(house: House, api: Api) -> None:
    untied_payment(house, "PAY00001")
    batch = body(api.post(a_claim_file("PAY00001")))
    (response,) = body(api.get(f"/v1/responses?account_id={ACCOUNT}"))["responses"]
    path = f"/v1/responses/{response['response_id']}/reprocess"
    asked = decide(api, path, None)
    assert (asked.status_code, body(asked)["state"]) == (202, "stored")
    house.courier.apply_response(house.hints.responses[-1])
    (response,) = body(api.get(f"/v1/responses?account_id={ACCOUNT}"))["responses"]
    assert (response["state"], response["unmatched"]) == ("applied", 0)
    assert body(api.get(f"/v1/claims/{batch['claims'][0]['claim_id']}"))["status"] == "paid"
    assert is_problem(decide(api, "/v1/responses/rsp_x/reprocess", None), 404, "not-found")


def test_a_file_that_was_left_cannot_be_processed(house: House, api: Api) -> None:
    house.server.put_out("../x", b"1", house.clock.now())
    house.visit()
    (response,) = body(api.get(f"/v1/responses?account_id={ACCOUNT}"))["responses"]
    path = f"/v1/responses/{response['response_id']}/reprocess"
    assert is_problem(decide(api, path, None), 409, "not-fetched")


def test_an_account_without_acknowledgments_says_so(house: House, api: Api) -> None:
    api.post(a_claim_file("PAY00001"))
    house.visit()
    answers = answers_to(house.server.inbound)
    house.answer(*next(each for each in answers if each[0].startswith("FS_")))
    (notice,) = body(api.get(f"/v1/accounts/{ACCOUNT}"))["notices"]
    assert "999" in notice
    assert "switched on" in notice
    house.answer(*next(each for each in answers if each[0].endswith(".999")))
    assert body(api.get(f"/v1/accounts/{ACCOUNT}"))["notices"] == []
