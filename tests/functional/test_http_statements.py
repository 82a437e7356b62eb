"""Conservation statements as a client sees them, over fakes."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

from chalice.test import HTTPResponse

from chalicelib.domain.identifiers import PracticeId, transmission_id
from chalicelib.verify.command_line import main
from tests.builders import ACCOUNT
from tests.functional.courier import House, a_claim_file
from tests.functional.exported_chain import exported
from tests.functional.test_http_api import Api, api, body, client, is_problem

__all__ = ["api", "client"]


def request(api: Api, account: str = ACCOUNT) -> HTTPResponse:
    headers = {"Authorization": f"Bearer {api.key}", "Content-Type": "application/json"}
    return api.client.http.post(f"/v1/accounts/{account}/statements", headers=headers)


def drawn(house: House, api: Api) -> str:
    """The path of a statement that was asked for and drawn."""
    location = request(api).headers["Location"]
    house.clock.advance(timedelta(minutes=5))
    house.courier.draw_due_statements()
    return str(location)


def test_a_statement_that_is_asked_for_lies_at_its_location_soon(house: House, api: Api) -> None:
    house.hand_in(a_claim_file("PAY00001"))
    house.visit()
    asked = request(api)
    assert asked.status_code == 202
    assert body(asked)["statement_id"] in asked.headers["Location"]
    assert is_problem(api.get(asked.headers["Location"]), 404, "not-found")
    statement = body(api.get(drawn(house, api)))
    assert statement["statement_id"] == "stm_sample_00000001"
    assert statement["balanced"] is True
    assert statement["books"]["sent"] == {"came": {"planned": 1}, "stands": {"awaiting": 1}}
    assert (statement["claims"], statement["claims_by_status"]) == (1, {"awaiting": 1})
    assert statement["imbalances"] == []


def test_statements_are_listed_newest_first_in_pages(house: House, api: Api) -> None:
    for _ in range(3):
        drawn(house, api)
    first = body(api.get(f"/v1/statements?account_id={ACCOUNT}&limit=2"))
    cursor = first["next_cursor"]
    rest = body(api.get(f"/v1/statements?account_id={ACCOUNT}&cursor={cursor}"))
    listed = first["statements"] + rest["statements"]
    assert [each["number"] for each in listed] == [3, 2, 1]
    assert rest["next_cursor"] is None
    newest = body(api.get(f"/v1/statements/{listed[0]['statement_id']}"))
    assert newest["previous"] == listed[1]["sha256"]
    wrong = f"/v1/statements?account_id={ACCOUNT}&cursor=x"
    assert is_problem(api.get(wrong), 400, "bad-request")
    assert is_problem(api.get("/v1/statements"), 400, "bad-request")


def test_an_imbalance_is_named_in_plain_words(house: House, api: Api) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.transmissions.rows.by_key.clear()
    statement = body(api.get(drawn(house, api)))
    (imbalance,) = statement["imbalances"]
    assert (statement["balanced"], statement["imbalance_count"]) == (False, 1)
    assert imbalance["id"] == transmission_id(batch.batch_id, 1)
    assert imbalance["means"]
    assert imbalance["do"]


def test_what_is_downloaded_is_what_is_archived(house: House, api: Api) -> None:
    house.hand_in(a_claim_file())
    path = drawn(house, api)
    content = api.get(f"{path}/content")
    assert content.headers["Content-Type"] == "application/json"
    assert content.body == exported(house)["00000001.json"]
    for page in body(api.get(path))["pages"]:
        told = api.get(f"{path}/pages/{page['book']}/{page['number']}")
        assert hashlib.sha256(told.body).hexdigest() == page["sha256"]


def test_a_chain_that_was_downloaded_piece_by_piece_can_be_verified(
    house: House, api: Api, tmp_path: Path
) -> None:
    house.hand_in(a_claim_file())
    (tmp_path / "pages").mkdir()
    for path in (drawn(house, api), drawn(house, api)):
        statement = body(api.get(path))
        entry = tmp_path / f"{statement['number']:08d}.json"
        entry.write_bytes(api.get(f"{path}/content").body)
        for page in statement["pages"]:
            name = f"{page['book']}-{page['number']:05d}-{page['sha256']}.json"
            content = api.get(f"{path}/pages/{page['book']}/{page['number']}").body
            (tmp_path / "pages" / name).write_bytes(content)
    head = json.loads(entry.read_bytes())["sha256"]
    assert main([str(tmp_path), "--head", head]) == 0


def test_what_is_not_ones_own_or_not_there_is_not_found(house: House, api: Api) -> None:
    house.hand_in(a_claim_file())
    path = drawn(house, api)
    stranger = Api(api.client, house.courier.onboard.api_key((PracticeId("prc_other"),)))
    own = ["", "/content", "/pages/intake/0"]
    paths = [*(path + end for end in own), f"/v1/statements?account_id={ACCOUNT}"]
    for each in paths:
        assert api.get(each).status_code == 200
        assert is_problem(stranger.get(each), 404, "not-found")
    assert is_problem(request(stranger), 404, "not-found")
    for end in ("/pages/intake/1", "/pages/other/0", "/pages/intake/x", "/pages/intake/-1"):
        assert is_problem(api.get(path + end), 404, "not-found")
    assert is_problem(api.get("/v1/statements/x"), 404, "not-found")
