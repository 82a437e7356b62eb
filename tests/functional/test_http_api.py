"""The API as a client sees it, over fakes."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from chalice.test import Client, HTTPResponse

import app
from chalicelib import wiring
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.entry.http.all_routes import ROUTES
from chalicelib.entry.http.file_body import ADVISED_BODY, LARGEST_BODY
from chalicelib.entry.http.problem_types import STILL_WORKING
from tests.builders import ACCOUNT, PRACTICE, a_practice, an_account
from tests.functional.counterpart import answers_to
from tests.functional.courier import House, a_claim_file

OTHER = PracticeId("prc_other")
X12 = {"Content-Type": "application/edi-x12"}


class Api:
    def __init__(self, client: Client, key: str) -> None:
        self.client = client
        self.key = key

    def get(self, path: str) -> HTTPResponse:
        return self.client.http.get(path, headers={"Authorization": f"Bearer {self.key}"})

    def post(
        self, content: bytes, practice: str = PRACTICE, account: str = ACCOUNT
    ) -> HTTPResponse:
        return self.client.http.post(
            f"/v1/batches?practice_id={practice}&account_id={account}",
            headers={"Authorization": f"Bearer {self.key}", **X12},
            body=content,
        )


@pytest.fixture
def client(house: House) -> Iterator[Client]:
    wiring.use(house.courier)
    with Client(app.app, stage_name="live") as client:
        yield client


@pytest.fixture
def api(house: House, client: Client) -> Api:
    return Api(client, house.courier.onboard.api_key((PRACTICE,)))


def body(response: HTTPResponse) -> dict[str, Any]:
    parsed: dict[str, Any] = response.json_body
    return parsed


def is_problem(response: HTTPResponse, status: int, code: str) -> bool:
    assert response.headers["Content-Type"] == "application/problem+json"
    told = body(response)
    assert told["request_id"] == response.headers["X-Request-Id"]
    assert told["type"].endswith(f"/{code}")
    assert told["detail"]
    return (response.status_code, told["status"], told["code"]) == (status, status, code)


def test_a_file_is_accepted_with_its_place_and_its_claims(api: Api) -> None:
    response = api.post(a_claim_file("PAY00001", "REJ00002"))
    batch = body(response)
    assert response.status_code == 202
    assert response.headers["Location"] == f"/v1/batches/{batch['batch_id']}"
    assert batch["status"] == "awaiting_transmission"
    assert batch["total_charge"] == "300.00"
    assert batch["claims_by_status"] == {"awaiting": 2}
    assert [c["patient_control_number"] for c in batch["claims"]] == ["PAY00001", "REJ00002"]
    assert body(api.get(response.headers["Location"])) == batch


def test_the_same_file_again_is_the_same_batch(api: Api) -> None:
    first, again = api.post(a_claim_file()), api.post(a_claim_file())
    assert (first.status_code, again.status_code) == (202, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert body(first)["batch_id"] == body(again)["batch_id"]


def test_a_bad_file_is_answered_with_its_findings(api: Api) -> None:
    batch = body(api.post(b"Dear Sir or Madam"))
    assert batch["status"] == "refused"
    assert batch["claims"] == []
    assert all(f["rule"] and f["message"] and f["fix"] for f in batch["findings"])
    assert batch["findings"]


def test_an_empty_file_is_answered_with_a_finding(api: Api) -> None:
    assert body(api.post(b""))["status"] == "refused"


def test_a_body_that_is_too_large_is_sent_to_the_drop_folder(api: Api) -> None:
    response = api.post(b"x" * (LARGEST_BODY + 1))
    assert is_problem(response, 413, "body-too-large")
    assert "drop/" in body(response)["detail"]
    assert "/v1/uploads" in body(response)["detail"]


def test_a_file_that_an_answer_can_not_wait_for_is_advised_another_way() -> None:
    """API Gateway answers within 29 seconds; docs/performance.md has what a claim takes."""
    (handing_in,) = (r for r in ROUTES if (r.method, r.path) == ("POST", "/v1/batches"))
    assert f"{ADVISED_BODY:,}" in handing_in.does
    assert "/v1/uploads" in handing_in.does
    assert "/v1/uploads" in STILL_WORKING.means


def test_an_unknown_account_is_not_found(api: Api) -> None:
    assert is_problem(api.post(a_claim_file(), account="acc_none"), 404, "not-found")


def test_a_practice_of_somebody_else_is_not_found(api: Api) -> None:
    assert is_problem(api.post(a_claim_file(), practice=OTHER), 404, "not-found")


def test_account_and_practice_must_belong_together(house: House, api: Api) -> None:
    house.practices.add(a_practice(practice_id=OTHER))
    house.open_account(an_account(account_id=AccountId("acc_o"), practice_ids=(OTHER,)))
    assert is_problem(api.post(a_claim_file(), account="acc_o"), 404, "not-found")
    both = Api(api.client, house.courier.onboard.api_key((PRACTICE, OTHER)))
    response = both.post(a_claim_file(), account="acc_o")
    assert is_problem(response, 422, "account-of-another-practice")


@pytest.mark.parametrize("query", ["", "?practice_id=prc_sample", "?account_id=acc_sample"])
def test_practice_and_account_must_be_named(api: Api, query: str) -> None:
    headers = {"Authorization": f"Bearer {api.key}", **X12}
    response = api.client.http.post(f"/v1/batches{query}", headers=headers, body=b"ISA")
    assert is_problem(response, 400, "bad-request")


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"X-Api-Key": "wrong"}, {"X-Api-Key": ""}]
)
def test_without_a_good_key_nothing_is_told(client: Client, headers: dict[str, str]) -> None:
    response = client.http.get("/v1/batches?practice_id=prc_sample", headers=headers)
    assert is_problem(response, 401, "unauthorized")


def test_the_key_may_come_in_its_own_header(api: Api) -> None:
    response = api.client.http.get(
        f"/v1/batches?practice_id={PRACTICE}", headers={"X-Api-Key": api.key}
    )
    assert response.status_code == 200


def test_what_is_not_ones_own_is_not_found(house: House, api: Api) -> None:
    batch = body(api.post(a_claim_file()))
    claim_id = batch["claims"][0]["claim_id"]
    stranger = Api(api.client, house.courier.onboard.api_key((OTHER,)))
    for path in (
        f"/v1/batches/{batch['batch_id']}",
        f"/v1/batches/{batch['batch_id']}/claims",
        f"/v1/claims/{claim_id}",
        f"/v1/responses?account_id={ACCOUNT}",
    ):
        assert is_problem(stranger.get(path), 404, "not-found")
    found = body(stranger.get("/v1/claims?patient_control_number=PAY00001"))
    assert found["claims"] == []


@pytest.mark.parametrize(
    "path",
    ["/v1/batches/bat_none", "/v1/claims/clm_none_00001", "/v1/claims/x", "/v1/remittances/rem_x"],
)
def test_what_does_not_exist_is_not_found(api: Api, path: str) -> None:
    assert is_problem(api.get(path), 404, "not-found")


def test_claims_are_paged_by_opaque_cursors(api: Api) -> None:
    batch = body(api.post(a_claim_file(*[f"PAY{n:05d}" for n in range(1, 8)])))
    seen: list[str] = []
    path = f"{batch['claims_url']}?limit=3"
    for _ in range(3):
        page = body(api.get(path))
        seen += [claim["patient_control_number"] for claim in page["claims"]]
        path = f"{batch['claims_url']}?limit=3&cursor={page['next_cursor']}"
    assert seen == [f"PAY{n:05d}" for n in range(1, 8)]
    assert page["next_cursor"] is None


def test_batches_are_listed_newest_first_in_pages(house: House, api: Api) -> None:
    ids = []
    for number in range(3):
        ids.append(body(api.post(a_claim_file(f"PAY{number}")))["batch_id"])
        house.clock.advance(timedelta(minutes=1))
    first = body(api.get(f"/v1/batches?practice_id={PRACTICE}&limit=2"))
    rest = body(
        api.get(f"/v1/batches?practice_id={PRACTICE}&limit=2&cursor={first['next_cursor']}")
    )
    assert [b["batch_id"] for b in first["batches"] + rest["batches"]] == ids[::-1]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize("limit", ["0", "201", "-1", "ten", "1e3", "²"])
def test_a_limit_out_of_range_is_a_bad_request(api: Api, limit: str) -> None:
    path = f"/v1/batches?practice_id={PRACTICE}&limit={limit}"
    assert is_problem(api.get(path), 400, "bad-request")


@pytest.mark.parametrize("cursor", ["x", "%00", base64.urlsafe_b64encode(b"x").decode()])
def test_a_cursor_that_is_not_ours_is_a_bad_request(api: Api, cursor: str) -> None:
    batch = body(api.post(a_claim_file()))
    for path in (
        f"{batch['claims_url']}?cursor={cursor}",
        f"/v1/batches?practice_id={PRACTICE}&cursor={cursor}",
        f"/v1/responses?account_id={ACCOUNT}&cursor={cursor}",
    ):
        assert is_problem(api.get(path), 400, "bad-request")


def test_a_claim_is_found_by_its_number_and_tells_its_story(house: House, api: Api) -> None:
    api.post(a_claim_file("PAY00001", "REJ00002"))
    house.visit()
    for answer in answers_to(house.server.inbound):
        house.answer(*answer)
    found = body(api.get("/v1/claims?patient_control_number=PAY00001"))["claims"]
    assert [(claim["status"], claim["charge"]) for claim in found] == [("paid", "150.00")]
    claim = body(api.get(f"/v1/claims/{found[0]['claim_id']}"))
    assert claim["means"]
    assert claim["next"]
    assert claim["do"]
    assert claim["ceiling"]["reason"]
    kinds = [fact["kind"] for fact in claim["timeline"]]
    assert kinds[0] == "accepted_by_clearinghouse"
    assert kinds[-1] == "paid"

    remittance = body(api.get(f"/v1/remittances/{claim['timeline'][-1]['remittance_id']}"))
    assert remittance["amount"] == claim["paid"]
    assert remittance["text_key"].endswith(".txt")
    assert [p["claim_id"] for p in remittance["payments"]] == [claim["claim_id"]]

    responses = body(api.get(f"/v1/responses?account_id={ACCOUNT}"))["responses"]
    assert {"999", "file_summary", "edi_status", "277ca", "835", "era_text", "zip"} == {
        response["kind"] for response in responses
    }


def test_a_stall_tells_stage_cause_and_help_and_a_diagnosis_can_be_asked_for(
    house: House, api: Api
) -> None:
    batch = body(api.post(a_claim_file()))
    house.visit()
    house.clock.advance(timedelta(hours=73))
    house.courier.watch_stalls()
    stall = body(api.get(f"/v1/batches/{batch['batch_id']}"))["stall"]
    assert (stall["stage"], stall["diagnosis"]) == ("acknowledgment", "file_not_collected")
    assert "975-7000" in stall["advice"]
    path = f"/v1/accounts/{ACCOUNT}/diagnosis?batch_id={batch['batch_id']}"
    key = {"Authorization": f"Bearer {api.key}"}
    asked = body(api.client.http.post(path, headers=key))
    assert asked["verdict"] == "file_not_collected"
    assert asked["ticket"].startswith("Subject: ")
    assert {"probe": "login", "sign": "good", "detail": ""} in asked["evidence"]
    account = body(api.get(f"/v1/accounts/{ACCOUNT}"))
    assert account["diagnosis"] == asked
    assert account["silent_since"]


def test_something_unexpected_is_a_problem_without_particulars(
    house: House, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def get(self, _: object) -> object:
            raise RuntimeError("JANE DOE 1961")

    house.accounts = Broken()  # type: ignore[assignment]
    wiring.use(house.courier)
    response = api.post(a_claim_file())
    assert is_problem(response, 500, "internal-error")
    told = str([vars(record) for record in caplog.records]) + str(response.body)
    assert "RuntimeError" in told
    assert "DOE" not in told


def test_who_may_see_one_practice_of_a_shared_account_sees_nothing_of_the_other(
    house: House, client: Client
) -> None:
    house.practices.add(a_practice(practice_id=OTHER))
    shared = an_account(account_id=AccountId("acc_shared"), practice_ids=(PRACTICE, OTHER))
    house.open_account(shared)
    both = Api(client, house.courier.onboard.api_key((PRACTICE, OTHER)))
    batch = body(both.post(a_claim_file("PAY00001"), account="acc_shared"))
    house.courier.visit_clearinghouse(shared.account_id)
    server = house.mailboxes.server(shared.account_id)
    for name, content in answers_to(server.inbound):
        server.put_out(name, content, house.clock.now())
    house.courier.visit_clearinghouse(shared.account_id)
    for response_id in house.hints.responses:
        house.courier.apply_response(response_id)
    claim_id = batch["claims"][0]["claim_id"]
    remittance_id = body(both.get(f"/v1/claims/{claim_id}"))["timeline"][-1]["remittance_id"]

    other = Api(client, house.courier.onboard.api_key((OTHER,)))
    for path in (
        f"/v1/batches/{batch['batch_id']}",
        f"/v1/claims/{claim_id}",
        f"/v1/remittances/{remittance_id}",
        "/v1/responses?account_id=acc_shared",
        "/v1/accounts/acc_shared",
    ):
        assert both.get(path).status_code == 200
        assert is_problem(other.get(path), 404, "not-found")
    found = body(other.get("/v1/claims?patient_control_number=PAY00001"))
    assert found["claims"] == []


def test_the_original_is_stored_before_the_batch_and_a_response_before_its_row(
    house: House,
) -> None:
    class Full:
        def put_once(self, *_: object) -> None:
            raise OSError("no room")

    house.archive.objects = Full()  # type: ignore[assignment]
    with pytest.raises(OSError, match="no room"):
        house.hand_in(a_claim_file())
    assert house.batches.unplanned() == ()
    house.server.put_out("1598000101_999.999", b"one")
    with pytest.raises(OSError, match="no room"):
        house.visit()
    assert house.responses.unapplied(ACCOUNT) == ()
    assert house.responses.seen_files == {}
