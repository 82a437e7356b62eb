"""Lists are shown up to a limit, and never cut without a word."""

import json
from typing import Any

import pytest

from infra.cli.exit_code import ExitCode
from infra.cli.request import Reply
from tests.unit.cli.talking import reply, talk

LISTS = [
    ("batch list", "batches"),
    ("batch claims bat_1", "claims"),
    ("claim find PAY00001", "claims"),
    ("era list", "remittances"),
    ("worklist", "items"),
]


def page(name: str, numbers: range, next_cursor: str | None) -> Reply:
    entries: Any = [{"claim_id": f"clm_{number}"} for number in numbers]
    return reply(**{name: entries, "next_cursor": next_cursor})


@pytest.mark.parametrize(("line", "name"), LISTS)
def test_a_list_that_goes_on_says_so_beside_the_answer(line: str, name: str) -> None:
    it = talk(page(name, range(2), "c1"))
    assert it.run(f"{line} --limit 2 --output json") == ExitCode.DONE
    assert len(json.loads(it.out)) == 2
    assert "--limit" in it.err


@pytest.mark.parametrize(("line", "name"), LISTS)
def test_a_list_is_read_over_its_pages_to_its_end(line: str, name: str) -> None:
    it = talk(page(name, range(200), "c1"), page(name, range(30), None))
    assert it.run(f"{line} --limit 230 --output json") == ExitCode.DONE
    assert len(json.loads(it.out)) == 230
    assert [request.query["limit"] for request in it.sent] == ["200", "30"]
    assert it.err == ""


def test_what_nobody_has_is_not_found() -> None:
    assert talk(page("claims", range(0), None)).run("claim find PAY00001") == ExitCode.NOT_FOUND
