"""What stands before our paths outside: API Gateway's stage, or a base path of a domain's own."""

import pytest
from chalice.app import Request

from chalicelib.entry.http.call import stage_of

A_BATCH = "/v1/batches/{batch_id}"


def request(declared: str, outside: str) -> Request:
    event = {
        "requestContext": {"resourcePath": declared, "path": outside, "httpMethod": "GET"},
        "multiValueQueryStringParameters": None,
        "headers": {},
        "pathParameters": {},
        "body": None,
        "stageVariables": None,
    }
    return Request(event)


@pytest.mark.parametrize("stage", ["", "/api", "/v1", "/claims/courier"])
@pytest.mark.parametrize(
    ("declared", "own"),
    [
        ("/docs", "/docs"),
        ("/v1/batches", "/v1/batches"),
        ("/v1/batches", "/v1/batches/"),
        (A_BATCH, "/v1/batches/bat_1"),
        (f"{A_BATCH}/claims", "/v1/batches/bat_1/claims"),
    ],
)
def test_it_is_told_by_what_comes_before_the_path_as_declared(
    stage: str, declared: str, own: str
) -> None:
    assert stage_of(request(declared, stage + own)) == stage


@pytest.mark.parametrize("value", ["a/b", "JANE/DOE/1961", "x/v1/batches/y", "/"])
def test_slashes_that_a_client_sent_within_an_id_are_none_of_it(value: str) -> None:
    """API Gateway decodes %2F, and nothing that a client sent is repeated in an address."""
    assert stage_of(request(A_BATCH, f"/api/v1/batches/{value}")) == "/api"


def test_a_request_that_tells_no_path_has_none() -> None:
    assert stage_of(request("/docs", "")) == ""
