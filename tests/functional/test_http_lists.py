"""Lists are filtered and paged; a claim is seen as it was known to stand; files as they came."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from chalice.test import HTTPResponse

from chalicelib.domain.account import AccountMode
from chalicelib.domain.identifiers import AccountId, PracticeId
from tests.builders import ACCOUNT, MORNING, PRACTICE, an_account
from tests.functional.counterpart import answers_to
from tests.functional.courier import House, a_claim_file
from tests.functional.test_http_api import Api, api, body, client, is_problem

__all__ = ["api", "client"]

BATCHES = f"/v1/batches?practice_id={PRACTICE}"
RESPONSES = f"/v1/responses?account_id={ACCOUNT}"


def instant(**after: float) -> str:
    return quote((MORNING + timedelta(**after)).isoformat())


def all_answered(house: House) -> None:
    house.visit()
    for answer in answers_to(house.server.inbound):
        house.clock.advance(timedelta(minutes=10))
        house.answer(*answer)


def ids(api: Api, path: str, what: str, name: str) -> list[str]:
    """Of all pages, two a page."""
    found: list[str] = []
    cursor = ""
    for _ in range(20):
        page = body(api.get(f"{path}&limit=2{cursor}"))
        found += [each[name] for each in page[what]]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={quote(page['next_cursor'])}"
    raise AssertionError("the list has no end")


@pytest.fixture
def batches(house: House) -> list[str]:
    """One an hour; all but the last refused."""
    handed_in: list[str] = []
    for number in range(5):
        content = a_claim_file(f"P{number}") if number == 4 else f"no X12 {number}".encode()
        handed_in.append(house.hand_in(content).batch.batch_id)
        house.clock.advance(timedelta(hours=1))
    return handed_in


def test_batches_are_filtered_by_status(api: Api, batches: list[str]) -> None:
    refused = ids(api, f"{BATCHES}&status=refused", "batches", "batch_id")
    assert refused == batches[3::-1]
    waiting = ids(api, f"{BATCHES}&status=awaiting_transmission", "batches", "batch_id")
    assert waiting == batches[4:]
    assert ids(api, f"{BATCHES}&status=accepted", "batches", "batch_id") == []


def test_batches_are_filtered_by_when_they_were_received(api: Api, batches: list[str]) -> None:
    """From an instant on, before another."""
    path = f"{BATCHES}&received_from={instant(hours=1)}&received_to={instant(hours=3)}"
    assert ids(api, path, "batches", "batch_id") == [batches[2], batches[1]]


def test_a_cursor_of_another_part_of_the_list_is_a_bad_request_or_goes_on(
    api: Api, batches: list[str]
) -> None:
    page = body(api.get(f"{BATCHES}&limit=1"))
    path = f"{BATCHES}&received_to={instant(hours=1)}&cursor={page['next_cursor']}"
    assert api.get(path).status_code in {200, 400}


def test_batches_are_filtered_by_account(house: House, api: Api, batches: list[str]) -> None:
    house.open_account(an_account(account_id=AccountId("acc_two")))
    other = house.hand_in(a_claim_file("TWO"), account_id=AccountId("acc_two")).batch
    path = f"{BATCHES}&account_id=acc_two"
    assert ids(api, path, "batches", "batch_id") == [other.batch_id]


def test_responses_are_filtered_by_kind_state_and_time(house: House, api: Api) -> None:
    house.hand_in(a_claim_file("PAY00001"))
    all_answered(house)
    everything = body(api.get(f"{RESPONSES}&limit=200"))["responses"]
    (ack,) = (each for each in everything if each["kind"] == "999")
    assert ids(api, f"{RESPONSES}&kind=999", "responses", "response_id") == [ack["response_id"]]
    applied = [each["response_id"] for each in everything if each["state"] == "applied"]
    assert ids(api, f"{RESPONSES}&state=applied", "responses", "response_id") == applied
    assert len(applied) == len(everything) > 2
    assert ids(api, f"{RESPONSES}&state=unknown", "responses", "response_id") == []
    path = f"{RESPONSES}&modified_to={quote(ack['modified_at'])}"
    assert ack["response_id"] not in ids(api, path, "responses", "response_id")


def test_claims_of_a_batch_are_filtered_by_status(house: House, api: Api) -> None:
    numbers = ["PAY1", "DEN2", "PAY3", "DEN4", "PAY5", "PAY6"]
    batch = house.hand_in(a_claim_file(*numbers)).batch
    all_answered(house)
    path = f"/v1/batches/{batch.batch_id}/claims?status=denied"
    assert ids(api, path, "claims", "patient_control_number") == ["DEN2", "DEN4"]


def test_what_is_rare_in_a_large_batch_is_looked_for_in_several_requests(
    house: House, api: Api
) -> None:
    batch = house.hand_in(a_claim_file(*(f"PAY{number:05d}" for number in range(1_001)))).batch
    path = f"/v1/batches/{batch.batch_id}/claims?status=paid"
    first = body(api.get(path))
    assert first["claims"] == []
    last = body(api.get(f"{path}&cursor={quote(first['next_cursor'])}"))
    assert last == {"claims": [], "next_cursor": None}


def test_claims_with_one_number_are_paged(house: House, api: Api) -> None:
    """In whatever batch, each once."""
    for number in range(1, 6):
        content = a_claim_file(*(f"X{number}{n}" for n in range(number)), "SAME")
        house.hand_in(content)
    path = "/v1/claims?patient_control_number=SAME"
    found = ids(api, path, "claims", "claim_id")
    assert len(found) == len(set(found)) == 5
    assert found == sorted(found)


@pytest.mark.parametrize(
    "query",
    [
        "status=nice",
        "status=",
        "received_from=yesterday",
        "received_from=2026-03-02",
        "received_from=2026-03-02T08:00:00",
        "received_from=2026-13-02T08:00:00Z",
        "received_from=2026-W10-1T08:00:00Z",
        "received_from=0001-01-01T00:00:00%2B14:00",
        "received_to=9999-12-31T23:59:59-14:00",
        "received_from=2026-03-02T08:00:00Z&received_to=2026-03-01T08:00:00Z",
        "statuses=refused",
    ],
)
def test_a_filter_that_nobody_understands_is_a_bad_request(api: Api, query: str) -> None:
    assert is_problem(api.get(f"{BATCHES}&{query}"), 400, "bad-request")


def at(api: Api, claim_id: str, moment: str) -> HTTPResponse:
    return api.get(f"/v1/claims/{claim_id}?at={moment}")


def test_a_claim_is_told_as_it_was_known_to_stand_at_an_instant(house: House, api: Api) -> None:
    claim = body(api.post(a_claim_file("PAY00001")))["claims"][0]["claim_id"]
    house.clock.advance(timedelta(minutes=1))
    all_answered(house)
    house.clock.advance(timedelta(days=1))
    now = body(api.get(f"/v1/claims/{claim}"))
    assert (now["status"], now["at"]) == ("paid", None)
    for number, fact in enumerate(now["timeline"]):
        then = body(at(api, claim, quote(fact["observed_at"])))
        assert then["timeline"][number]["fact_id"] == fact["fact_id"]
        assert all(each["observed_at"] <= fact["observed_at"] for each in then["timeline"])
    first = body(at(api, claim, instant(seconds=30)))
    assert (first["status"], first["timeline"]) == ("awaiting", [])
    assert body(at(api, claim, "2026-03-02T03:00:30-05:00"))["status"] == "awaiting"


def test_before_it_was_handed_in_there_was_no_claim(house: House, api: Api) -> None:
    claim = body(api.post(a_claim_file("PAY00001")))["claims"][0]["claim_id"]
    assert is_problem(at(api, claim, "2020-01-01T00:00:00Z"), 404, "not-found")


@pytest.mark.parametrize(
    "moment",
    [
        "2126-01-01T00:00:00Z",
        "now",
        "",
        "1772438400",
        "2026-03-02T08:00:00+00:00",
        "0001-01-01T00:00:00%2B14:00",
    ],
)
def test_an_instant_to_come_or_of_another_form_is_a_bad_request(
    house: House, api: Api, moment: str
) -> None:
    """A plus sign in a query is a blank unless it is escaped."""
    claim = body(api.post(a_claim_file("PAY00001")))["claims"][0]["claim_id"]
    assert is_problem(at(api, claim, moment), 400, "bad-request")


def content_of(api: Api, response_id: str, accept: str) -> HTTPResponse:
    headers = {"Authorization": f"Bearer {api.key}", "Accept": accept}
    return api.client.http.get(f"/v1/responses/{response_id}/content", headers=headers)


def test_a_response_comes_byte_for_byte_as_it_was_collected(house: House, api: Api) -> None:
    content = bytes(range(256)) * 3
    response = house.answer("1598000777_mystery.dat", content)
    shown = body(api.get(f"/v1/responses/{response.response_id}"))
    assert shown["size"] == len(content)
    given = content_of(api, response.response_id, "application/octet-stream")
    assert given.body == content
    assert given.headers["Content-Type"] == "application/octet-stream"
    assert given.headers["ETag"]
    refused = content_of(api, response.response_id, "application/json")
    assert is_problem(refused, 400, "bad-request")


def file_at(api: Api, path: str) -> HTTPResponse:
    accepts = {"Authorization": f"Bearer {api.key}", "Accept": "application/octet-stream"}
    return api.client.http.get(path, headers=accepts)


def test_what_was_handed_in_and_what_was_sent_come_byte_for_byte(house: House, api: Api) -> None:
    content = a_claim_file("PAY00001")
    batch = house.hand_in(content).batch
    house.visit()
    (sent,) = house.transmissions.of_batch(batch.batch_id)
    paths = (
        f"/v1/batches/{batch.batch_id}/content",
        f"/v1/transmissions/{sent.transmission_id}/content",
    )
    assert file_at(api, paths[0]).body == content
    assert file_at(api, paths[1]).body == next(iter(house.server.inbound.values()))
    stranger = Api(api.client, house.courier.onboard.api_key((PracticeId("prc_other"),)))
    for path in paths:
        assert is_problem(file_at(stranger, path), 404, "not-found")


def test_a_response_of_others_is_not_found(house: House, api: Api) -> None:
    response = house.answer("1598000777_mystery.dat", b"\x00")
    stranger = Api(api.client, house.courier.onboard.api_key((PracticeId("prc_other"),)))
    assert is_problem(stranger.get(f"/v1/responses/{response.response_id}"), 404, "not-found")
    assert is_problem(
        content_of(stranger, response.response_id, "application/octet-stream"), 404, "not-found"
    )


def test_accounts_are_listed_with_the_health_of_their_connections(house: House, api: Api) -> None:
    for name in ("acc_a", "acc_b", "acc_z"):
        house.open_account(an_account(account_id=AccountId(name)))
    live = an_account(account_id=AccountId("acc_live"), mode=AccountMode.LIVE)
    house.open_account(live)
    others = an_account(account_id=AccountId("acc_o"), practice_ids=(PRACTICE, PracticeId("prc_o")))
    house.open_account(others)
    house.visit()
    listed = ids(api, "/v1/accounts?", "accounts", "account_id")
    assert listed == ["acc_a", "acc_b", ACCOUNT, "acc_z"], "a test key, one practice"
    shown = body(api.get("/v1/accounts"))["accounts"][2]
    assert shown["last_good_visit_at"]
    assert shown["logins_left"] == 2
