"""What we show to others works, as they would run it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra.sandbox.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
IN_PYTHON = [sys.executable, "-I", "-S", str(EXAMPLES / "submit_and_follow.py")]
IN_SHELL = ["sh", str(EXAMPLES / "submit_and_follow.sh")]
needs_curl = pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("jq")), reason="needs curl and jq"
)


def run(command: list[str], sandbox: Sandbox, file: Path, folder: Path) -> tuple[int, str]:
    """Exit code, and what was printed. The key is in the environment, never on a command line."""
    a = sandbox.addresses
    environment = {
        "PATH": os.environ["PATH"],
        "COURIER_API_URL": a.api_url,
        "COURIER_API_KEY": a.api_key,
        "COURIER_PRACTICE_ID": a.practice_id,
        "COURIER_ACCOUNT_ID": a.account_id,
    }
    ended = subprocess.run(
        [*command, str(file), str(folder)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=240,
    )
    return ended.returncode, ended.stdout


@pytest.mark.parametrize(
    ("command", "sample"),
    [
        pytest.param(IN_PYTHON, "professional.837", id="python"),
        pytest.param(IN_SHELL, "dental.837", id="curl", marks=needs_curl),
    ],
)
def test_an_example_carries_a_file_to_its_payments(
    sandbox: Sandbox, tmp_path: Path, command: list[str], sample: str
) -> None:
    code, printed = run(command, sandbox, ROOT / "samples" / sample, tmp_path / "era")
    assert code == 0, printed
    # The batch may be seen as settled a moment before the feed tells so of its last claim.
    assert re.search(r" claim\.\w+ clm_", printed)
    told = re.findall(r"^saved (rem_\w+)", printed, re.MULTILINE)
    assert told
    saved = {path.name for path in (tmp_path / "era").iterdir()}
    assert saved == {f"{remittance_id}.{form}" for remittance_id in told for form in ("835", "txt")}


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(IN_PYTHON, id="python"),
        pytest.param(IN_SHELL, id="curl", marks=needs_curl),
    ],
)
def test_an_example_tells_what_is_wrong_with_a_file(
    sandbox: Sandbox, tmp_path: Path, command: list[str]
) -> None:
    file = tmp_path / "cut.837"
    file.write_bytes((ROOT / "samples" / "dental.837").read_bytes()[:-300])
    code, printed = run(command, sandbox, file, tmp_path / "era")
    assert code == 1, printed
    assert "error: " in printed
