import os
import re
import signal
import socket
import subprocess
import sys

COMMAND = [sys.executable, "-m", "infra.sandbox.clearinghouse", "--port", "0"]


def test_it_tells_how_to_try_it_and_ends_cleanly_on_ctrl_c() -> None:
    with subprocess.Popen(
        COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        greeting = "".join(iter(run.stdout.readline, "Ctrl-C ends it.\n"))
        run.send_signal(signal.SIGINT)
        farewell, errors = run.communicate(timeout=20)
    assert re.search(r"listens on 127\.0\.0\.1:\d+\n", greeting)
    assert re.search(r"password  \S{16}\n", greeting)
    assert "SHA256:" in greeting
    assert (run.returncode, errors) == (0, "")
    assert "has ended" in farewell


def test_a_given_password_is_not_shown() -> None:
    environment = os.environ | {"CLEARINGHOUSE_PASSWORD": "given-from-outside"}
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, text=True, env=environment) as run:
        assert run.stdout is not None
        greeting = "".join(iter(run.stdout.readline, "Ctrl-C ends it.\n"))
        run.send_signal(signal.SIGINT)
    assert "given-from-outside" not in greeting


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        run = subprocess.run([*COMMAND[:-1], port], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith(f"Cannot listen on port {port}: ")
