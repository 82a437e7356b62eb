"""The clients that we show to others, where something goes wrong on their way."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.small_api import BREAK, COUNT, SmallApi, content, small_api

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
IN_PYTHON = [sys.executable, "-I", "-S", str(EXAMPLES / "submit_and_follow.py")]
IN_SHELL = ["sh", str(EXAMPLES / "submit_and_follow.sh")]
needs_curl = pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("jq")), reason="needs curl and jq"
)
FILES = {f"rem_{n}.{form}" for n in range(COUNT) for form in ("835", "txt")}


@pytest.fixture
def api() -> Iterator[SmallApi]:
    with small_api() as api:
        yield api


@pytest.fixture(
    params=[
        pytest.param(IN_PYTHON, id="python"),
        pytest.param(IN_SHELL, id="curl", marks=needs_curl),
    ]
)
def client(request: pytest.FixtureRequest) -> list[str]:
    command: list[str] = request.param
    return command


STOPS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def hear_every_stop() -> None:
    """Whoever is started in the background inherits that some are ignored."""
    for each in STOPS:
        signal.signal(each, signal.SIG_DFL)


def start(client: list[str], api: SmallApi, folder: Path) -> "subprocess.Popen[str]":
    file = folder / "claims.837"
    file.write_bytes(b"ISA*00*~")
    (folder / "tmp").mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "TMPDIR": str(folder / "tmp"),
        "COURIER_API_URL": api.url,
        "COURIER_API_KEY": "ck_1",
        "COURIER_PRACTICE_ID": "prc_1",
        "COURIER_ACCOUNT_ID": "acc_1",
    }
    return subprocess.Popen(
        [*client, str(file), str(folder / "era")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        umask=0o022,
        preexec_fn=hear_every_stop,
    )


def run(client: list[str], api: SmallApi, folder: Path) -> tuple[int, str]:
    """Exit code, and what was printed."""
    running = start(client, api, folder)
    printed, _ = running.communicate(timeout=60)
    return running.returncode, printed


def saved(folder: Path) -> set[str]:
    return {path.name for path in (folder / "era").glob("*")}


def test_every_page_of_claims_is_followed_to_its_payments(
    client: list[str], api: SmallApi, tmp_path: Path
) -> None:
    code, printed = run(client, api, tmp_path)
    assert code == 0, printed
    assert saved(tmp_path) == FILES
    for name in FILES:
        assert (tmp_path / "era" / name).read_bytes() == content(*name.split("."))


def test_what_is_saved_is_for_its_owner_only(
    client: list[str], api: SmallApi, tmp_path: Path
) -> None:
    run(client, api, tmp_path)
    folder = tmp_path / "era"
    assert folder.stat().st_mode & 0o077 == 0
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}


@pytest.mark.parametrize(
    "path",
    [
        "/v1/batches",
        "/v1/events",
        "/v1/batches/bat_1",
        "/v1/batches/bat_1/claims",
        "/v1/claims/clm_0",
        "/v1/remittances/rem_0",
        "/v1/remittances/rem_0/content",
        "/files/rem_0.835",
    ],
)
def test_what_fails_on_the_way_is_never_a_good_end(
    client: list[str], api: SmallApi, tmp_path: Path, path: str
) -> None:
    api.stumbles[path] = [404]
    code, printed = run(client, api, tmp_path)
    assert code != 0
    assert "Traceback" not in printed
    assert path.startswith("/files/") or "Mend it." in printed


@pytest.mark.parametrize("path", ["/v1/batches", "/v1/claims/clm_1"])
def test_what_may_succeed_later_is_asked_for_again(
    client: list[str], api: SmallApi, tmp_path: Path, path: str
) -> None:
    api.stumbles[path] = [429]
    code, printed = run(client, api, tmp_path)
    assert code == 0, printed
    assert saved(tmp_path) == FILES


@pytest.mark.parametrize("path", ["/v1/batches", "/v1/claims/clm_1"])
def test_a_connection_that_breaks_is_made_again(api: SmallApi, tmp_path: Path, path: str) -> None:
    api.stumbles[path] = [BREAK]
    code, printed = run(IN_PYTHON, api, tmp_path)
    assert code == 0, printed
    assert saved(tmp_path) == FILES


@pytest.mark.parametrize("name", ["rem_1.835", "rem_1.txt"])
def test_what_is_not_what_was_archived_is_not_kept(
    client: list[str], api: SmallApi, tmp_path: Path, name: str
) -> None:
    api.changed = {name}
    code, printed = run(client, api, tmp_path)
    assert code != 0
    assert "not what was archived" in printed
    assert name not in saved(tmp_path)


@pytest.mark.parametrize("sign", STOPS)
def test_who_is_stopped_leaves_nothing_about_patients_behind(
    client: list[str], api: SmallApi, tmp_path: Path, sign: signal.Signals
) -> None:
    api.waits = True
    running = start(client, api, tmp_path)
    assert api.news.wait(30)
    running.send_signal(sign)
    running.communicate(timeout=30)
    assert running.returncode != 0
    assert list((tmp_path / "tmp").iterdir()) == []


def test_no_address_of_a_file_is_asked_with_the_key(
    client: list[str], api: SmallApi, tmp_path: Path
) -> None:
    run(client, api, tmp_path)
    assert set(api.keys) == {"Bearer ck_1", None}
    assert api.keys.count(None) == len(FILES)


@needs_curl
def test_the_first_batch_of_the_readme_is_handed_in_as_it_is_pasted(
    api: SmallApi, tmp_path: Path
) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    (tmp_path / "build").mkdir()
    told = {"api_url": api.url, "api_key": "ck_1", "practice_id": "prc_1", "account_id": "acc_1"}
    (tmp_path / "build" / "sandbox.json").write_text(json.dumps(told))
    (pasted,) = re.findall(r"By API.*?```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    answer = subprocess.run(["sh"], input=pasted, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert json.loads(answer.stdout)["batch_id"] == "bat_1"
    assert api.keys == ["Bearer ck_1"]


PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "infra").rglob("*.md"),
    *EXAMPLES.glob("*.*"),
    ROOT / "infra" / "sandbox" / "__main__.py",
]
"""What is read, or printed, to be pasted."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_puts_a_key_on_a_command_line(page: Path) -> None:
    assert not re.search(r"(-H|--header)[ =]?[\"']Authorization", page.read_text())
