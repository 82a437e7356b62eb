"""`courier events`, over scripted answers."""

import json
from typing import Any

import pytest

from infra.cli.exit_code import ExitCode
from infra.cli.request import Reply
from infra.cli.trouble import ProblemTrouble, UsageTrouble
from tests.unit.cli.talking import problem, reply, talk


def event(seq: int, kind: str = "batch.sent") -> dict[str, Any]:
    data = {"batch_id": "bat_1", "practice_ids": ["prc_1"]}
    return {"seq": seq, "time": "t", "type": kind, "subject": "bat_1", "data": data}


def page(*events: dict[str, Any], after: int, more: bool = False) -> Reply:
    return reply(events=events, after=after, more=more)


def test_the_feed_is_read_to_its_end() -> None:
    it = talk(page(event(5), after=7, more=True), page(event(8), after=8))
    assert it.run("events tail --after 4") == ExitCode.DONE
    assert it.out.splitlines() == [
        "5  t  batch.sent  bat_1  batch_id=bat_1",
        "8  t  batch.sent  bat_1  batch_id=bat_1",
    ]
    assert [request.query["after"] for request in it.sent] == ["4", "7"]
    assert "--after 8" in it.err


def test_whoever_follows_waits_at_the_end() -> None:
    it = talk(page(event(1), after=1), page(after=1), page(event(2), after=2))
    with pytest.raises(IndexError):
        it.run("events tail --follow --output json")
    assert [json.loads(line)["seq"] for line in it.out.splitlines()] == [1, 2]
    assert it.time.slept == [2, 2, 2]


def test_whoever_follows_outlasts_an_outage_and_misses_nothing() -> None:
    answers = (page(event(1), after=1, more=True), problem(500), page(event(2), after=2))
    it = talk(*answers, problem(503), page(event(3), after=3))
    with pytest.raises(IndexError):
        it.run("events tail --follow --output json")
    assert [json.loads(line)["seq"] for line in it.out.splitlines()] == [1, 2, 3]
    assert [request.query["after"] for request in it.sent] == ["0", "1", "1", "2", "2", "3"]


@pytest.mark.parametrize("line", ["events tail", "events tail --follow"])
def test_a_feed_that_is_out_of_reach_at_first_is_trouble(line: str) -> None:
    with pytest.raises(ProblemTrouble):
        talk(problem(500)).run(line)


def test_some_kinds_only() -> None:
    it = talk(page(event(1), event(2, "claim.paid"), after=2))
    it.run("events tail --type claim.")
    assert it.out.startswith("2 ")
    assert len(it.out.splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("evt_1", {"event_id": "evt_1"}),
        ("--after 40 --count 10", {"after": 40, "count": 10}),
        ("--count 10", {"after": 0, "count": 10}),
    ],
)
def test_one_event_or_some_are_sent_again(line: str, body: dict[str, object]) -> None:
    it = talk(reply(webhook_id="whk_1", url="https://x.example", state="enabled"))
    assert it.run(f"events resend whk_1 {line}") == ExitCode.DONE
    sent = it.sent[0]
    assert sent.body is not None
    assert (sent.path, json.loads(sent.body.content)) == ("/v1/webhooks/whk_1/resend", body)


@pytest.mark.parametrize("line", ["", "evt_1 --count 10"])
def test_what_to_send_again_must_be_clear(line: str) -> None:
    with pytest.raises(UsageTrouble):
        talk().run(f"events resend whk_1 {line}")
