"""Large files: announced, put into their place by the client, taken in as any other."""

import json
from datetime import timedelta

import pytest
from chalice.test import HTTPResponse

from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, PracticeId, UploadId, sha256_of
from chalicelib.domain.upload import OPEN_FOR, STILL_COMING
from chalicelib.entry.triggers import drop_folder
from tests.builders import ACCOUNT, PRACTICE, an_account
from tests.functional.courier import House, a_claim_file
from tests.functional.test_http_api import Api, api, body, client, is_problem

__all__ = ["api", "client"]

CONTENT = a_claim_file("PAY00001")
OTHER = PracticeId("prc_other")


def ask(api: Api, **changed: object) -> HTTPResponse:
    asked = {
        "practice_id": PRACTICE,
        "account_id": ACCOUNT,
        "size": len(CONTENT),
        "sha256": sha256_of(CONTENT),
    }
    headers = {"Authorization": f"Bearer {api.key}", "Content-Type": "application/json"}
    content = json.dumps({**asked, **changed}).encode()
    return api.client.http.post("/v1/uploads", headers=headers, body=content)


def put(house: House, upload_id: str, content: bytes = CONTENT) -> str:
    """The client does it; the event tells of it. Returns the version."""
    file = house.drop_folder.drop(f"uploads/{upload_id}", content, house.clock.now())
    assert file.version
    return file.version


def event(upload_id: str, version: str) -> dict[str, object]:
    return {"detail": {"object": {"key": f"uploads/{upload_id}", "version-id": version}}}


def shown(api: Api, upload_id: str) -> dict[str, object]:
    return body(api.get(f"/v1/uploads/{upload_id}"))


def test_what_was_announced_and_put_becomes_a_batch(house: House, api: Api) -> None:
    asked = ask(api)
    upload = body(asked)
    assert asked.status_code == 202
    assert asked.headers["Location"] == f"/v1/uploads/{upload['upload_id']}"
    assert upload["put"]["url"]
    assert upload["state"] == "awaiting"
    version = put(house, upload["upload_id"])
    drop_folder.receive_dropped_file(event(upload["upload_id"], version))
    ended = shown(api, upload["upload_id"])
    assert ended["state"] == "received"
    batch = house.batches.get(house.batches.rows.all()[0].batch_id)
    assert (ended["batch_id"], batch.source) == (batch.batch_id, IntakeSource.UPLOAD)
    assert house.archive.original(batch.batch_id) == CONTENT
    assert house.drop_folder.dropped_at == {}, "what was taken in is removed"


def test_the_address_is_told_once(api: Api) -> None:
    upload = body(ask(api))
    assert "put" not in shown(api, upload["upload_id"])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (CONTENT + b"\n", "other_size"),
        (b"", "other_size"),
        (CONTENT.replace(b"PAY00001", b"PAY00002"), "other_content"),
    ],
)
def test_what_is_not_as_announced_is_not_taken_in(
    house: House, api: Api, content: bytes, problem: str
) -> None:
    upload_id = body(ask(api))["upload_id"]
    drop_folder.receive_dropped_file(event(upload_id, put(house, upload_id, content)))
    ended = shown(api, upload_id)
    assert (ended["state"], ended["problem"], ended["batch_id"]) == ("failed", problem, None)
    assert house.batches.rows.all() == ()
    assert house.drop_folder.dropped_at == {}


def test_what_is_put_there_later_changes_nothing_and_is_removed(house: House, api: Api) -> None:
    upload_id = body(ask(api))["upload_id"]
    drop_folder.receive_dropped_file(event(upload_id, put(house, upload_id)))
    first = shown(api, upload_id)
    drop_folder.receive_dropped_file(event(upload_id, put(house, upload_id, b"something else")))
    assert shown(api, upload_id) == first
    assert house.drop_folder.dropped_at == {}


def test_a_file_whose_event_was_lost_is_found_by_the_sweep(house: House, api: Api) -> None:
    upload_id = body(ask(api))["upload_id"]
    put(house, upload_id)
    house.drop_folder.dropped_at.clear()
    house.clock.advance(timedelta(minutes=5))
    house.courier.sweep()
    assert shown(api, upload_id)["state"] == "received"


def test_an_upload_that_never_comes_expires_but_not_while_it_may_be_under_way(
    house: House, api: Api
) -> None:
    upload_id = body(ask(api))["upload_id"]
    house.clock.advance(OPEN_FOR + STILL_COMING - timedelta(seconds=1))
    house.courier.sweep()
    assert shown(api, upload_id)["state"] == "awaiting"
    house.clock.advance(timedelta(seconds=1))
    house.courier.sweep()
    assert shown(api, upload_id)["state"] == "expired"
    drop_folder.receive_dropped_file(event(upload_id, put(house, upload_id)))
    assert shown(api, upload_id)["state"] == "expired"
    assert house.batches.rows.all() == ()


def test_an_upload_that_broke_off_is_resumed_as_the_same_batch(house: House, api: Api) -> None:
    upload_id = body(ask(api))["upload_id"]
    put(house, upload_id)
    batch = house.hand_in(CONTENT).batch
    house.courier.receive_upload(UploadId(upload_id))
    assert shown(api, upload_id)["batch_id"] == batch.batch_id
    assert len(house.transmissions.waiting(ACCOUNT)) == 1


def test_a_place_that_nobody_asked_for_is_passed_over(house: House, api: Api) -> None:
    drop_folder.receive_dropped_file(event("upl_nobody", put(house, "upl_nobody")))
    assert house.batches.rows.all() == ()
    with pytest.raises(NotFoundError):
        house.courier.receive_upload(UploadId("upl_nobody"))


@pytest.mark.parametrize(
    "changed",
    [
        {"size": 0},
        {"size": -1},
        {"size": 100_000_001},
        {"size": "17"},
        {"size": 1e30},
        {"sha256": "x"},
        {"sha256": "A" * 64},
        {"sha256": None},
        {"practice_id": "a b"},
        {"name": "claims.837"},
    ],
)
def test_what_can_be_no_file_of_ours_is_a_bad_request(
    house: House, api: Api, changed: dict[str, object]
) -> None:
    assert is_problem(ask(api, **changed), 400, "bad-request")
    assert house.uploads.rows.all() == ()


def test_accounts_and_uploads_of_others_are_not_found(house: House, api: Api) -> None:
    assert is_problem(ask(api, practice_id=OTHER), 404, "not-found")
    assert is_problem(ask(api, account_id="acc_none"), 404, "not-found")
    upload_id = body(ask(api))["upload_id"]
    stranger = Api(api.client, house.courier.onboard.api_key((OTHER,)))
    assert is_problem(stranger.get(f"/v1/uploads/{upload_id}"), 404, "not-found")
    assert is_problem(api.get("/v1/uploads/upl_none"), 404, "not-found")


def test_account_and_practice_must_belong_together(house: House, client: object, api: Api) -> None:
    house.open_account(an_account(account_id=AccountId("acc_o"), practice_ids=(OTHER,)))
    both = Api(api.client, house.courier.onboard.api_key((PRACTICE, OTHER)))
    assert is_problem(ask(both, account_id="acc_o"), 422, "account-of-another-practice")
