"""What is sent again, when, and what is not."""

import pytest

from infra.cli.api import LONGEST_PAUSE, TRIES
from infra.cli.exit_code import ExitCode
from infra.cli.request import Reply, Request, get, named
from infra.cli.trouble import ProblemTrouble, Trouble, UnreachableTrouble
from tests.unit.cli.talking import problem, reply, talk

POST = Request("POST", "/v1/things")


def test_a_good_answer_is_asked_for_once() -> None:
    it = talk(reply(answer=1))
    assert it.api.get("/v1/things") == {"answer": 1}
    assert len(it.sent) == 1


@pytest.mark.parametrize("status", [409, 429, 500, 503, 504])
def test_it_waits_as_long_as_it_is_asked_to(status: int) -> None:
    it = talk(problem(status, retryable=True, retry_after="7"), reply(answer=1))
    assert it.api.json(POST) == {"answer": 1}
    assert it.time.slept == [7]


@pytest.mark.parametrize("status", [429, 503])
def test_who_stands_before_the_api_says_that_there_is_too_much_to_do(status: int) -> None:
    it = talk(reply(status), reply(answer=1))
    assert it.api.json(POST) == {"answer": 1}


@pytest.mark.parametrize("answer", [reply(500), reply(409), problem(429), problem(503)])
def test_what_nobody_calls_retryable_is_not_sent_again(answer: Reply) -> None:
    it = talk(answer)
    with pytest.raises(ProblemTrouble):
        it.api.json(POST)
    assert len(it.sent) == 1


def test_nobody_waits_for_ever() -> None:
    it = talk(problem(503, retryable=True, retry_after="86400"), reply())
    it.api.json(POST)
    assert it.time.slept == [LONGEST_PAUSE]


def test_a_broken_connection_is_tried_again_with_longer_and_longer_pauses() -> None:
    it = talk(None, None, None, reply(answer=1))
    assert it.api.get("/v1/things") == {"answer": 1}
    assert it.time.slept == [1, 2, 4]


def test_after_the_last_try_it_says_that_nothing_answers() -> None:
    it = talk(*[None] * TRIES)
    with pytest.raises(UnreachableTrouble) as told:
        it.api.get("/v1/things")
    assert (told.value.exit_code, len(it.sent)) == (ExitCode.UNREACHABLE, TRIES)


def test_every_try_of_a_post_has_the_same_name() -> None:
    it = talk(None, problem(503, retryable=True), reply())
    it.api.json(POST)
    assert [request.once for request in it.sent] == ["name-1"] * 3


def test_a_get_has_no_name() -> None:
    it = talk(reply())
    it.api.json(get("/v1/things"))
    assert it.sent[0].once is None


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, ExitCode.NOT_SO),
        (401, ExitCode.NOT_LET_IN),
        (403, ExitCode.NOT_LET_IN),
        (404, ExitCode.NOT_FOUND),
        (409, ExitCode.NOT_SO),
        (422, ExitCode.NOT_SO),
        (429, ExitCode.UNREACHABLE),
        (500, ExitCode.UNREACHABLE),
        (504, ExitCode.UNREACHABLE),
    ],
)
def test_a_problem_has_words_a_request_id_and_an_exit_code(status: int, code: ExitCode) -> None:
    it = talk(problem(status))
    with pytest.raises(ProblemTrouble) as told:
        it.api.get("/v1/things")
    assert told.value.lines == (f"Some title ({status}, some-code)", "Mend it.", "Request: req_1")
    assert told.value.exit_code is code


def test_what_is_wrong_in_a_body_is_told_with_its_place() -> None:
    errors = [{"pointer": "/reason", "message": "is missing"}]
    it = talk(reply(400, code="bad-request", title="Bad", detail="See errors.", errors=errors))
    with pytest.raises(ProblemTrouble) as told:
        it.api.get("/v1/things")
    assert "  /reason: is missing" in told.value.lines


def test_an_answer_that_is_none_of_this_api_is_no_answer() -> None:
    it = talk(reply(200))
    it.transport.answers[0] = type(reply())(200, {}, b"<html>")
    with pytest.raises(Trouble) as told:
        it.api.get("/v1/things")
    assert told.value.exit_code is ExitCode.UNREACHABLE


def test_a_list_is_read_over_its_pages_and_no_further_than_asked() -> None:
    it = talk(
        reply(things=[{"n": 1}, {"n": 2}], next_cursor="c1"),
        reply(things=[{"n": 3}, {"n": 4}], next_cursor="c2"),
    )
    listing = it.api.listing("/v1/things", "things", 3)
    assert [each["n"] for each in listing.entries] == [1, 2, 3]
    assert listing.has_more
    assert [request.query["cursor"] for request in it.sent] == ["", "c1"]
    assert [request.query["limit"] for request in it.sent] == ["3", "1"]


def test_what_a_person_types_leads_to_no_other_path() -> None:
    assert named("/v1/batches/{batch}/claims", batch="../keys?x=1") == (
        "/v1/batches/..%2Fkeys%3Fx%3D1/claims"
    )
