"""Where the address and the key come from, and what is refused."""

import io
import json
from pathlib import Path

import pytest

from infra.cli.commands import COMMANDS, NOUNS
from infra.cli.key import key_for
from infra.cli.parser import build_parser
from infra.cli.settings import Settings, load_settings
from infra.cli.trouble import NoKeyTrouble, UsageTrouble

ENVIRONMENT = {
    "COURIER_API_URL": "https://from.environment/",
    "COURIER_API_KEY": "ck_environment",
    "COURIER_PRACTICE_ID": "prc_environment",
}
CONFIGURATION = 'api_url = "https://from.file"\napi_key = "ck_file"\naccount_id = "acc_file"\n'


def settings(line: str = "", **environment: str) -> Settings:
    options = build_parser(COMMANDS, NOUNS).parse_args([*line.split(), "worklist"])
    return load_settings(options, environment)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """With a configuration file that nobody else may read."""
    file = tmp_path / ".config" / "courier" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(CONFIGURATION)
    file.chmod(0o600)
    return tmp_path


def test_the_first_that_knows_a_value_wins(home: Path) -> None:
    found = settings("--practice prc_line", HOME=str(home), **ENVIRONMENT)
    assert found == Settings("https://from.environment", "ck_environment", "prc_line", "acc_file")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_file_that_is_open_to_others_is_refused(home: Path, mode: int) -> None:
    file = home / ".config" / "courier" / "config.toml"
    file.chmod(mode)
    with pytest.raises(UsageTrouble, match="open to others"):
        settings(HOME=str(home))


@pytest.mark.parametrize("content", ["api_url = ", 'api_keys = "x"\n'])
def test_a_file_that_nobody_understands_is_refused(home: Path, content: str) -> None:
    (home / ".config" / "courier" / "config.toml").write_text(content)
    with pytest.raises(UsageTrouble):
        settings(HOME=str(home))


def test_no_file_is_no_error_unless_somebody_has_named_it(tmp_path: Path) -> None:
    assert settings(HOME=str(tmp_path)) == Settings()
    with pytest.raises(UsageTrouble, match="can't be read"):
        settings(f"--config {tmp_path / 'none.toml'}")


@pytest.mark.parametrize(
    "address",
    [
        "http://api.example",
        "api.example",
        "https://user@api.example",
        "ftp://api.example",
        "https://[x",
        "https://api.example:port",
    ],
)
def test_an_address_over_which_a_key_would_be_seen_is_refused(address: str) -> None:
    with pytest.raises(UsageTrouble):
        settings(COURIER_API_URL=address)


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost:8000"])
def test_this_machine_needs_no_encryption(address: str) -> None:
    assert settings(COURIER_API_URL=address).api_url == address


def test_a_sandbox_tells_everything(tmp_path: Path) -> None:
    file = tmp_path / "sandbox.json"
    told = {"api_url": "http://127.0.0.1:8000", "api_key": "k", "practice_id": "p"}
    file.write_text(json.dumps({**told, "account_id": "a", "sftp_port": 22}))
    found = settings(COURIER_SANDBOX=str(file), COURIER_API_KEY="of another")
    assert found == Settings("http://127.0.0.1:8000", "k", "p", "a")


@pytest.mark.parametrize("address", ["https://elsewhere.example", "http://[x"])
def test_a_sandbox_is_on_this_machine(tmp_path: Path, address: str) -> None:
    file = tmp_path / "sandbox.json"
    file.write_text(json.dumps({"api_url": address, "api_key": "k"}))
    with pytest.raises(UsageTrouble, match="this machine"):
        settings(COURIER_SANDBOX=str(file))


def test_the_key_is_shown_nowhere() -> None:
    assert "ck_secret" not in repr(Settings("https://api.example", "ck_secret"))


def test_a_key_may_be_piped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ck_piped\nmore"))
    assert key_for(Settings(api_key="ck_other"), from_stdin=True) == "ck_piped"


@pytest.mark.parametrize("line", ["", "a b", "a\x07b", "schlüssel"])
def test_what_can_be_no_key_is_not_sent(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(line))
    with pytest.raises(NoKeyTrouble):
        key_for(Settings(), from_stdin=True)


def test_without_a_person_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ck_not_meant_for_us"))
    with pytest.raises(NoKeyTrouble):
        key_for(Settings(), from_stdin=False)
