"""Requests under keys of their clients, on the fakes and on DynamoDB."""

from dataclasses import replace

import pytest

from chalicelib.adapters.dynamodb.keyed_requests import DynamoKeyedRequests
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.keyed_request import GivenAnswer, KeyedRequest, new_request
from chalicelib.domain.ports import KeyedRequests
from tests.builders import MORNING, later
from tests.contract.races import RUNNERS, race, succeeds
from tests.fakes import FakeKeyedRequests

LARGE = GivenAnswer(202, (("Location", "/v1/batches/bat_1"),), '{"claims": "é"}' * 50_000)


def a_request(run: str = "first") -> KeyedRequest:
    return new_request("name", "fingerprint", run, MORNING)


@pytest.fixture(params=["fake", "dynamodb"])
def requests(request: pytest.FixtureRequest) -> KeyedRequests:
    if request.param == "fake":
        return FakeKeyedRequests()
    return DynamoKeyedRequests(request.getfixturevalue("table"))


def test_of_all_who_begin_in_a_race_one_does(requests: KeyedRequests) -> None:
    got = race(lambda number: requests.add(a_request(str(number))))
    assert len(set(got)) == 1
    assert got[0].run in map(str, range(RUNNERS))


@pytest.mark.parametrize(
    "answer", [LARGE, replace(LARGE, body=None), replace(LARGE, body="", headers=())]
)
def test_an_answer_comes_back_as_it_was_given(requests: KeyedRequests, answer: GivenAnswer) -> None:
    requests.add(a_request())
    answered = a_request().answered(answer)
    requests.advance(a_request(), answered)
    assert requests.add(a_request("second")) == answered


def test_of_all_who_take_over_in_a_race_one_does(requests: KeyedRequests) -> None:
    requests.add(a_request())
    taken = race(
        lambda number: succeeds(lambda: requests.advance(a_request(), a_request(str(number))))
    )
    assert taken.count(True) == 1


def test_who_was_succeeded_writes_nothing(requests: KeyedRequests) -> None:
    requests.add(a_request())
    requests.advance(a_request(), a_request("second"))
    with pytest.raises(ConflictError):
        requests.advance(a_request(), a_request().answered(LARGE))
    assert requests.add(a_request("third")) == a_request("second")


def test_the_table_forgets_a_request_when_it_has_run_out(table: Table) -> None:
    DynamoKeyedRequests(table).add(a_request())
    (row,) = table.client.scan(TableName=table.name)["Items"]
    assert row["expires_at"] == {"N": str(int(later(hours=24).timestamp()))}
