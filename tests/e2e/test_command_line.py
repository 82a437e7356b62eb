"""`courier` and the deployed template, where only the real stores show whether it works."""

import json

import pytest

from infra.cli.command_line import main
from infra.cli.exit_code import ExitCode
from infra.sandbox.sandbox import Sandbox
from tests.e2e.test_main_job import claims


def test_a_file_that_no_request_takes_becomes_a_batch(
    sandbox: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    monkeypatch.setattr("infra.cli.submission.ADVISED_BODY", 100)
    file = tmp_path_factory.mktemp("claims") / "large.837"
    file.write_bytes(claims("LARGE0001"))
    a = sandbox.addresses
    environment = {
        "COURIER_API_URL": a.api_url,
        "COURIER_API_KEY": a.api_key,
        "COURIER_PRACTICE_ID": a.practice_id,
        "COURIER_ACCOUNT_ID": a.account_id,
    }
    line = f"batch submit {file} --timeout 1m --output json"
    assert main(line.split(), environment) == ExitCode.DONE
    batch = json.loads(without_logs(capsys.readouterr().out))
    assert (batch["source"], batch["claim_count"]) == ("upload", 1)


def without_logs(printed: str) -> str:
    """The sandbox's functions log in this process, too: each entry is one line of JSON."""
    return "\n".join(line for line in printed.splitlines() if not line.startswith('{"'))
