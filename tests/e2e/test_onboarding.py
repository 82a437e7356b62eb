"""An operator takes a new practice into a running stack."""

import io
from pathlib import Path

import pytest

from infra.cloud.onboard import main
from infra.sandbox.api_client import ApiClient
from infra.sandbox.sandbox import Sandbox
from tests.e2e.conftest import QUICK, eventually
from tests.e2e.test_main_job import claims


def test_a_new_practice_can_send_after_four_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Sandbox(build_dir=tmp_path, pace=QUICK) as sandbox:
        provisioned, a = sandbox.world.provisioned, sandbox.addresses
        key_file = tmp_path / "host_key.pub"
        key_file.write_text(f"{a.sftp_host} {sandbox.clearinghouse.host_key}\n")
        prefix = provisioned.functions[0].environment["SECRET_PREFIX"]
        stack = ["--table", provisioned.ref("Table"), "--secret-prefix", prefix]

        def run(*arguments: str) -> str:
            capsys.readouterr()
            monkeypatch.setattr("sys.stdin", io.StringIO(f"{a.sftp_password}\n"))
            assert main([*stack, *arguments]) == 0
            return capsys.readouterr().out.strip().splitlines()[-1]

        practice = run("practice", "--name", "New", "--tax-id", "987654321", "--npi", "1234567893")
        # The host by its other name: under the first one an account has this login already.
        login = ["--host", "localhost", "--port", str(a.sftp_port), "--user", a.sftp_user]
        account = run(
            *("account", "--practice", practice, "--clearinghouse", "office_ally"),
            *("--mode", "test", "--submitter-id", "987654321", *login),
        )
        key = ("--host-key-file", str(key_file), "--reason", "told by telephone")
        shown = run("host-key", "--account", account, *key)
        assert shown == sandbox.clearinghouse.host_key_fingerprint
        api = ApiClient(a.api_url, run("key", "--practice", practice, "--mode", "test"))
        query = {"practice_id": practice, "account_id": account}
        batch = api.post("/v1/batches", claims("PAY00001"), **query).body
        path = f"/v1/batches/{batch['batch_id']}"
        assert eventually(lambda: api.get(path).body["status"] == "accepted")


def test_an_unknown_practice_is_said_to_be_unknown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Sandbox(build_dir=tmp_path, pace=QUICK) as sandbox:
        monkeypatch.setattr("sys.stdin", io.StringIO("secret\n"))
        key_file = tmp_path / "host_key.pub"
        key_file.write_text(sandbox.clearinghouse.host_key)
        stack = ["--table", sandbox.world.provisioned.ref("Table"), "--secret-prefix", "any/"]
        account = ["account", "--practice", "prc_none", "--clearinghouse", "office_ally"]
        login = ["--mode", "test", "--submitter-id", "12", "--host", "h", "--user", "u"]
        assert main([*stack, *account, *login, "--host-key-file", str(key_file)]) == 1
        assert "prc_none" in capsys.readouterr().err
