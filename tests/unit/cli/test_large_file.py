"""`courier batch submit` of a file too large for a request, over scripted answers."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.entry.http import file_body
from infra.cli.api import TRIES
from infra.cli.exit_code import ExitCode
from infra.cli.request import Body, Reply
from infra.cli.submission import ADVISED_BODY
from infra.cli.trouble import StillWaitingTrouble, Trouble, UnreachableTrouble
from infra.cli.upload import upload
from tests.unit.cli.talking import problem, reply, talk
from tests.unit.cli.test_batch import batch

LARGE = b"ISA*00*~".ljust(ADVISED_BODY + 1)
SHA256 = hashlib.sha256(LARGE).hexdigest()
PUT = {"url": "https://intake.example/upl_1", "headers": {"Content-Length": str(len(LARGE))}}


def upload_is(state: str = "awaiting", **fields: Any) -> Reply:  # noqa: ANN401
    values = {"upload_id": "upl_1", "state": state, "batch_id": None, "problem": None}
    return reply(**values | fields)


RECEIVED = upload_is("received", batch_id="bat_1")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "claims.837"
    path.write_bytes(LARGE)
    return path


def test_it_is_announced_put_and_waited_for(file: Path) -> None:
    looked = (upload_is(), problem(500), RECEIVED)
    it = talk(upload_is(put=PUT), *looked, batch("awaiting_transmission"))
    assert it.run(f"batch submit {file} --once my-name") == ExitCode.DONE
    asked, *looks = it.sent
    assert asked.body is not None
    assert json.loads(asked.body.content) == {
        "practice_id": "prc_1",
        "account_id": "acc_1",
        "size": len(LARGE),
        "sha256": SHA256,
    }
    assert (asked.path, asked.once) == ("/v1/uploads", "my-name")
    assert it.puts == [(PUT["url"], PUT["headers"], LARGE)]
    assert [look.path for look in looks] == ["/v1/uploads/upl_1"] * 3 + ["/v1/batches/bat_1"]
    assert "bat_1" in it.out


def test_what_goes_in_a_request_is_what_the_api_advises() -> None:
    assert ADVISED_BODY == file_body.ADVISED_BODY < file_body.LARGEST_BODY


def test_the_largest_that_is_advised_for_a_request_is_sent_in_one(file: Path) -> None:
    file.write_bytes(LARGE[:-1])
    it = talk(batch("awaiting_transmission"))
    assert it.run(f"batch submit {file}") == ExitCode.DONE
    assert [request.path for request in it.sent] == ["/v1/batches"]


def test_a_refused_one_is_told_as_any_other(file: Path) -> None:
    it = talk(upload_is(put=PUT), RECEIVED, batch("refused"))
    assert it.run(f"batch submit {file}") == ExitCode.NOT_SO


def test_a_dry_run_tells_size_and_digest_and_puts_nothing(file: Path) -> None:
    it = talk()
    assert it.run(f"batch submit {file} --dry-run --output json") == ExitCode.DONE
    told = json.loads(it.out)
    assert (told["body"]["size"], told["body"]["sha256"]) == (len(LARGE), SHA256)
    assert (it.sent, it.puts) == ([], [])


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (upload_is("failed", problem="other_content"), "what came is not the file"),
        (upload_is("failed", problem="of_tomorrow"), "of_tomorrow"),
        (upload_is("expired"), "expired"),
    ],
)
def test_what_was_not_taken_in_is_told_with_the_reason(
    file: Path, ended: Reply, words: str
) -> None:
    it = talk(upload_is(put=PUT), ended)
    with pytest.raises(Trouble, match=words) as told:
        it.run(f"batch submit {file}")
    assert told.value.exit_code is ExitCode.NOT_SO


def test_a_put_that_breaks_off_is_begun_again(file: Path) -> None:
    it = talk(upload_is(put=PUT), RECEIVED, batch("awaiting_transmission"))
    it.broken_puts = TRIES - 1
    assert it.run(f"batch submit {file}") == ExitCode.DONE
    assert [content for _, _, content in it.puts] == [LARGE] * TRIES


def test_a_put_is_not_begun_for_ever(file: Path) -> None:
    it = talk(upload_is(put=PUT))
    it.broken_puts = TRIES
    with pytest.raises(UnreachableTrouble):
        it.run(f"batch submit {file}")
    assert len(it.puts) == TRIES


def test_one_timeout_holds_for_taking_in_and_watching(file: Path) -> None:
    it = talk(upload_is(put=PUT), *[upload_is()] * 3, RECEIVED, *[batch("awaiting")] * 9)
    with pytest.raises(StillWaitingTrouble, match="bat_1"):
        it.run(f"batch submit {file} --watch --timeout 10s")
    assert it.time.now() == 10


def test_who_waits_in_vain_for_the_taking_in_may_go(file: Path) -> None:
    it = talk(upload_is(put=PUT), *[upload_is()] * 9)
    with pytest.raises(StillWaitingTrouble, match="upl_1"):
        it.run(f"batch submit {file} --timeout 5s")


def test_no_file_is_put_in_the_clear() -> None:
    with pytest.raises(UnreachableTrouble):
        upload("http://intake.example/upl_1", {}, Body(b"ISA", "application/edi-x12"))
