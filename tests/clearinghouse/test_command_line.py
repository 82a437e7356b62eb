import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from itertools import takewhile

import pytest

from infra.sandbox.clearinghouse.profile import Profile
from infra.sandbox.clearinghouse.profiles.registry import PROFILES
from tests.clearinghouse.life import HOUR, Life

END = "Ctrl-C ends it.\n"
COMMAND = [sys.executable, "-m", "infra.sandbox.clearinghouse", "--port", "0"]


def _greeting(run: subprocess.Popen[str]) -> str:
    """What it says until it waits; or all that it says, when it ends before."""
    assert run.stdout is not None
    return "".join(takewhile(lambda line: line != END, run.stdout))


def test_it_tells_how_to_try_it_and_ends_cleanly_on_ctrl_c() -> None:
    with subprocess.Popen(
        COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        greeting = _greeting(run)
        run.send_signal(signal.SIGINT)
        farewell, errors = run.communicate(timeout=20)
    assert re.search(r"listens on 127\.0\.0\.1:\d+\n", greeting)
    assert re.search(r"password  \S{16}\n", greeting)
    assert "SHA256:" in greeting
    assert (run.returncode, errors) == (0, "")
    assert "has ended" in farewell


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_the_file_that_it_suggests_to_try_is_accepted(profile: Profile) -> None:
    arguments = ["--prefix", "PAY", "--receiver", profile.test_receiver]
    made = subprocess.run(
        [sys.executable, "-m", "infra.samples", *arguments], check=True, capture_output=True
    )
    life = Life(profile)
    assert life.submit(made.stdout, "OATEST_837P_try.txt")
    assert "*A*000~" in life.pass_time(HOUR).text("999")


def test_a_given_password_is_not_shown() -> None:
    environment = os.environ | {"CLEARINGHOUSE_PASSWORD": "given-from-outside"}
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, text=True, env=environment) as run:
        greeting = _greeting(run)
        run.send_signal(signal.SIGINT)
    assert "given-from-outside" not in greeting


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        run = subprocess.run([*COMMAND[:-1], port], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith(f"Cannot listen on port {port}: ")


def test_another_profile_has_its_own_folders_and_the_control_door_answers() -> None:
    command = [*COMMAND, "--profile", "stedi", "--pace", "days"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        greeting = _greeting(run)
        (url,) = re.findall(r"control +(http://127\.0\.0\.1:\d+)", greeting)
        with urllib.request.urlopen(f"{url}/state", timeout=10) as response:
            assert json.load(response)["profile"] == "stedi"
        run.send_signal(signal.SIGINT)
    assert "ls from-stedi\n" in greeting
    assert "--receiver STEDITEST " in greeting
