"""`courier batch`, over scripted answers."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.cli.api import TRIES
from infra.cli.exit_code import ExitCode
from infra.cli.request import Reply
from infra.cli.trouble import ProblemTrouble, StillWaitingTrouble, UsageTrouble
from tests.unit.cli.talking import problem, reply, talk

FINDING = {
    "level": "error",
    "message": "The NPI is not valid.",
    "fix": "Look it up.",
    "segment": "NM1",
    "segment_number": 8,
}


def batch(status: str, **fields: Any) -> Reply:  # noqa: ANN401
    values: dict[str, Any] = {
        "batch_id": "bat_1",
        "received_at": "2026-03-02T09:00:00Z",
        "kind": "professional",
        "status": status,
        "means": "It is so.",
        "next": "Something.",
        "do": "Nothing.",
        "stall": None,
        "claim_count": 2,
        "total_charge": "300.00",
        "claims_by_status": {"awaiting": 2},
        "transmissions": [],
        "findings": [],
        "more_findings": 0,
    }
    return reply(**values | fields)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "claims.837"
    path.write_bytes(b"ISA*00*~")
    return path


def test_a_file_is_sent_as_it_is(file: Path) -> None:
    it = talk(batch("awaiting_transmission"))
    assert it.run(f"batch submit {file} --once my-name") == ExitCode.DONE
    (request,) = it.sent
    assert request.body is not None
    assert (request.address, request.body.content, request.body.kind, request.once) == (
        "/v1/batches?practice_id=prc_1&account_id=acc_1",
        b"ISA*00*~",
        "application/edi-x12",
        "my-name",
    )


def test_a_refused_file_is_told_with_all_findings(file: Path) -> None:
    it = talk(batch("refused", findings=[FINDING], more_findings=3))
    assert it.run(f"batch submit {file}") == ExitCode.NOT_SO
    assert "error: The NPI is not valid. (NM1 8)" in it.out
    assert "fix: Look it up." in it.out
    assert "... and 3 more" in it.out


def test_a_dry_run_sends_nothing_and_shows_nothing_of_the_file(file: Path) -> None:
    it = talk()
    assert it.run(f"batch submit {file} --dry-run --output json") == ExitCode.DONE
    told = json.loads(it.out)
    assert (told["method"], told["size"], told["dry_run"]) == ("POST", 8, True)
    assert "ISA" not in it.out
    assert "ck_secret" not in it.out


@pytest.mark.parametrize("content", [None, b""])
def test_what_is_no_file_is_not_sent(file: Path, content: bytes | None) -> None:
    file.unlink() if content is None else file.write_bytes(content)
    it = talk()
    with pytest.raises(UsageTrouble):
        it.run(f"batch submit {file}")


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("accepted", ExitCode.DONE),
        ("partially_accepted", ExitCode.NOT_SO),
        ("rejected", ExitCode.NOT_SO),
        ("failed", ExitCode.NOT_SO),
    ],
)
def test_a_batch_is_watched_until_it_is_decided(end: str, code: ExitCode) -> None:
    it = talk(batch("awaiting_transmission"), batch("awaiting"), batch("acknowledged"), batch(end))
    assert it.run("batch watch bat_1") == code
    assert it.out.count("bat_1") == 1


def test_who_looks_often_in_vain_looks_less_often() -> None:
    it = talk(*[batch("awaiting")] * 20, batch("accepted"))
    it.run("batch watch bat_1")
    assert it.time.slept[:4] == [1, 1.5, 2.25, 3.375]
    assert it.time.slept[-1] == 30


@pytest.mark.parametrize(
    ("until", "status"),
    [("sent", "awaiting"), ("acknowledged", "acknowledged"), ("decided", "accepted")],
)
def test_watching_ends_at_the_point_that_was_named(until: str, status: str) -> None:
    it = talk(batch(status))
    assert it.run(f"batch watch bat_1 --until {until}") == ExitCode.DONE
    assert it.time.slept == []


def test_settled_is_when_no_claim_waits() -> None:
    it = talk(
        batch("accepted", claims_by_status={"accepted_by_payer": 1, "paid": 1}),
        batch("accepted", claims_by_status={"partially_paid": 1, "paid": 1}),
    )
    assert it.run("batch watch bat_1 --until settled") == ExitCode.DONE
    assert len(it.sent) == 2


@pytest.mark.parametrize(
    ("status", "claims", "code"),
    [
        ("accepted", {"paid": 1, "denied": 1}, ExitCode.NOT_SO),
        ("accepted", {"paid": 1, "reversed": 1}, ExitCode.NOT_SO),
        ("accepted", {"rejected_by_payer": 2}, ExitCode.NOT_SO),
        ("partially_accepted", {"paid": 1, "rejected_by_clearinghouse": 1}, ExitCode.NOT_SO),
        ("partially_accepted", {"paid": 2}, ExitCode.DONE),
        ("failed", {}, ExitCode.NOT_SO),
        ("refused", {}, ExitCode.NOT_SO),
    ],
)
def test_settled_is_judged_by_the_claims(
    status: str, claims: dict[str, int], code: ExitCode
) -> None:
    it = talk(batch(status, claims_by_status=claims))
    assert it.run("batch watch bat_1 --until settled") == code


@pytest.mark.parametrize("outage", [[None] * TRIES, [problem(500)], [reply(502)]])
def test_a_watch_outlasts_an_outage(outage: list[Reply | None]) -> None:
    it = talk(batch("awaiting"), *outage, *outage, batch("accepted"))
    assert it.run("batch watch bat_1") == ExitCode.DONE
    assert it.err.count("Waiting on.") == 1


def test_an_outage_ends_no_later_than_the_watch() -> None:
    it = talk(batch("awaiting"), *[problem(500)] * 20)
    with pytest.raises(StillWaitingTrouble):
        it.run("batch watch bat_1 --timeout 1m")
    assert it.time.now() == 60


def test_what_no_waiting_mends_ends_a_watch() -> None:
    it = talk(batch("awaiting"), problem(401))
    with pytest.raises(ProblemTrouble):
        it.run("batch watch bat_1")


def test_a_watch_that_can_not_begin_says_so() -> None:
    it = talk(problem(500))
    with pytest.raises(ProblemTrouble):
        it.run("batch watch bat_1")


def test_after_the_time_that_was_given_it_is_still_waiting() -> None:
    it = talk(*[batch("awaiting")] * 20)
    with pytest.raises(StillWaitingTrouble) as told:
        it.run("batch watch bat_1 --timeout 10s")
    assert told.value.exit_code is ExitCode.STILL_WAITING
    assert it.time.now() == 10


def test_submitting_and_watching_is_one_command(file: Path) -> None:
    it = talk(batch("awaiting_transmission"), batch("awaiting"), batch("accepted"))
    assert it.run(f"batch submit {file} --watch") == ExitCode.DONE
    assert len(it.sent) == 3


def test_a_stalled_batch_says_why() -> None:
    stall = {"since": "2026-03-05T09:00:00Z", "diagnosis": "network", "advice": "Call them."}
    it = talk(batch("awaiting", stall=stall))
    assert it.run("batch show bat_1") == ExitCode.DONE
    assert "Call them." in it.out
