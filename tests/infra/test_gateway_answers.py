"""What API Gateway answers by itself, without a function of ours, is a problem like any other."""

import json
import re
from typing import Any

import pytest

from chalicelib.entry.http.openapi.problem_out import ProblemOut
from chalicelib.entry.http.problem_types import BY_CODE
from tests.infra.merged import RESOURCES

RESPONSES: dict[str, dict[str, Any]] = RESOURCES["RestAPI"]["Properties"]["GatewayResponses"]


def answer(name: str) -> dict[str, Any]:
    """As API Gateway fills it in: a message is quoted already, an id or a stage is not."""
    template = RESPONSES[name]["ResponseTemplates"]["application/json"]
    told = template.replace("$context.error.messageString", '"Forbidden"')
    filled = told.replace("$context.requestId", "req_1").replace("$context.stage", "api")
    value: dict[str, Any] = json.loads(filled)
    return value


@pytest.mark.parametrize("name", RESPONSES)
def test_it_has_every_field_of_a_problem_and_no_other(name: str) -> None:
    told = answer(name)
    assert told.keys() == ProblemOut.model_fields.keys()
    ProblemOut.model_validate(told)


@pytest.mark.parametrize("name", RESPONSES)
def test_it_says_what_the_api_says_of_this_kind(name: str) -> None:
    told = answer(name)
    kind = BY_CODE[told["code"]]
    assert (told["type"], told["title"], told["retryable"]) == (
        kind.uri,
        kind.title,
        kind.retryable,
    )
    assert told["doc_url"] == f"/api/problems/{kind.code}"


@pytest.mark.parametrize("name", RESPONSES)
def test_its_status_is_the_one_that_it_is_sent_with(name: str) -> None:
    assert answer(name)["status"] == RESPONSES[name]["StatusCode"]


@pytest.mark.parametrize("name", RESPONSES)
def test_whoever_may_try_again_is_told_when(name: str) -> None:
    headers = RESPONSES[name]["ResponseParameters"]["Headers"]
    assert ("Retry-After" in headers) == answer(name)["retryable"]
    assert re.fullmatch(r"'\d+'", headers.get("Retry-After", "'0'"))
