"""A client that has kept an answer asks whether it still holds."""

import pytest
from chalice.test import HTTPResponse

from tests.functional.courier import House, a_claim_file
from tests.functional.test_http_api import Api, api, client

__all__ = ["api", "client"]


def read(api: Api, path: str, known: str | None = None) -> HTTPResponse:
    headers = {"Authorization": f"Bearer {api.key}"}
    named = {} if known is None else {"If-None-Match": known}
    return api.client.http.get(path, headers=headers | named)


@pytest.fixture
def path(house: House) -> str:
    return f"/v1/batches/{house.hand_in(a_claim_file()).batch.batch_id}"


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_what_is_known_is_not_told_again(api: Api, path: str, known: str) -> None:
    first = read(api, path)
    again = read(api, path, known.format(first.headers["ETag"]))
    assert (again.status_code, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "no-store"
    assert "Content-Type" not in again.headers


def test_what_has_changed_is_told(house: House, api: Api, path: str) -> None:
    first = read(api, path)
    house.visit()
    again = read(api, path, first.headers["ETag"])
    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]


def test_another_practice_learns_nothing_by_a_tag(house: House, api: Api, path: str) -> None:
    known = read(api, path).headers["ETag"]
    stranger = Api(api.client, house.courier.onboard.api_key(()))
    assert read(stranger, path, known).status_code == 404
