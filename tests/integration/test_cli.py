"""`courier` and the API over real HTTP, as the sandbox serves it."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import app
from chalicelib import wiring
from infra.cli.command_line import main
from infra.cli.exit_code import ExitCode
from infra.cli.transport import fetched
from infra.sandbox.local_api import serve_api
from tests.builders import ACCOUNT, PRACTICE
from tests.functional.courier import House, a_claim_file


@dataclass(frozen=True, slots=True)
class Command:
    """`courier`, run in this process; `says` is all that it has written since the last time."""

    environment: dict[str, str]
    capsys: pytest.CaptureFixture[str]

    def __call__(self, line: str, **environment: str) -> int:
        return main(line.split(), self.environment | environment)

    @property
    def json(self) -> dict[str, object]:
        value: dict[str, object] = json.loads(self.capsys.readouterr().out)
        return value


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def courier(
    house: House, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> Iterator[Command]:
    """The API would log elsewhere, as deployed; here it shares standard output with the command."""
    caplog.set_level(logging.ERROR, "claim-courier")
    wiring.use(house.courier)
    server = serve_api(app.app, 0)
    environment = {
        "COURIER_API_URL": server.url,
        "COURIER_API_KEY": house.courier.onboard.api_key((PRACTICE,)),
        "COURIER_PRACTICE_ID": PRACTICE,
        "COURIER_ACCOUNT_ID": ACCOUNT,
    }
    yield Command(environment, capsys)
    server.stop()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "claims.837"
    path.write_bytes(a_claim_file("PAY00001", "PAY00002"))
    return path


def test_a_file_is_handed_in_and_found_again(
    courier: Command, capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    assert courier(f"batch submit {file} --output json") == ExitCode.DONE
    batch_id = courier.json["batch_id"]
    assert courier(f"batch submit {file} --output json") == ExitCode.DONE
    assert courier.json["batch_id"] == batch_id
    assert courier("claim find PAY00002 --output json") == ExitCode.DONE
    (claim,) = json.loads(capsys.readouterr().out)
    assert courier(f"claim show {claim['claim_id']}") == ExitCode.DONE
    assert "PAY00002" in capsys.readouterr().out


def test_a_file_that_can_not_be_sent_is_refused_with_words(
    courier: Command, capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    file.write_bytes(file.read_bytes().replace(b"SE*", b"SE*9"))
    assert courier(f"batch submit {file}") == ExitCode.NOT_SO
    assert "fix:" in capsys.readouterr().out


@pytest.mark.parametrize(
    "line",
    [
        "batch list",
        "account show",
        "account diagnose",
        "account resume --reason mended",
        "worklist",
    ],
)
def test_what_is_asked_is_answered(
    courier: Command, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    assert courier(line) == ExitCode.DONE
    assert capsys.readouterr() != ("", "")


@pytest.mark.parametrize(
    ("line", "environment", "code", "words"),
    [
        ("batch show bat_none", {}, ExitCode.NOT_FOUND, "not-found"),
        ("batch show ../keys", {}, ExitCode.NOT_FOUND, "404"),
        ("batch list", {"COURIER_API_KEY": "ck_of_nobody"}, ExitCode.NOT_LET_IN, "unauthorized"),
        ("batch list", {"COURIER_API_KEY": ""}, ExitCode.NOT_LET_IN, "COURIER_API_KEY"),
        ("batch list --practice prc_other", {}, ExitCode.NOT_FOUND, "not-found"),
        ("account resume --reason " + "x" * 501, {}, ExitCode.NOT_SO, "/reason"),
        ("batch list", {"COURIER_API_URL": ""}, ExitCode.USAGE, "--api-url"),
    ],
)
def test_what_goes_wrong_is_told_in_words(
    courier: Command,
    capsys: pytest.CaptureFixture[str],
    line: str,
    environment: dict[str, str],
    code: ExitCode,
    words: str,
) -> None:
    assert courier(line, **environment) == code
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""
    assert "Traceback" not in told.err


def test_a_problem_of_the_api_carries_its_request_id(
    courier: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    courier("batch show bat_none")
    told = capsys.readouterr().err
    assert "Request: " in told
    assert f"{courier.environment['COURIER_API_URL']}/problems/not-found" in told


def test_where_nobody_listens_nothing_is_reached(
    courier: Command, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.cli.api.TRIES", 1)
    assert courier("batch list --api-url http://127.0.0.1:9") == ExitCode.UNREACHABLE
    assert "can't be reached" in capsys.readouterr().err


def test_what_is_for_this_machine_goes_through_no_proxy(
    courier: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert courier("batch list") == ExitCode.DONE


def test_what_is_for_another_machine_goes_through_the_proxy(
    courier: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("http_proxy", courier.environment["COURIER_API_URL"])
    assert fetched("http://claims.invalid/openapi.json").startswith(b"{")


def test_the_offline_check_needs_no_api(
    courier: Command, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert courier(f"verify {tmp_path}", COURIER_API_URL="") == ExitCode.USAGE
    assert "nothing to check" in capsys.readouterr().err
