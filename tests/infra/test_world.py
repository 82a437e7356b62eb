"""The composed world, around an app that does nothing by itself."""

import json
import os
import socket
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from infra.sandbox import let_time_pass
from infra.sandbox.alarms.notice import AlarmChange
from infra.sandbox.clock import SandboxClock
from infra.sandbox.control import ControlClient
from infra.sandbox.local_api import PortTakenError
from infra.sandbox.world import Options, Running, World
from tests.infra import stand_in_app
from tests.infra.builders import Json
from tests.infra.waiting import eventually


def options(folder: Path, **more: Json) -> Options:
    given = {"load_app": lambda: stand_in_app, "use_clock": lambda _clock: None}
    return Options(build_dir=folder, **{**given, **more})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("build")


@pytest.fixture(scope="module")
def world(folder: Path) -> Iterator[Running]:
    with World(options(folder)) as running:
        yield running


def test_the_api_answers(world: Running) -> None:
    with urllib.request.urlopen(f"{world.api_url}/health") as response:
        assert json.load(response) == {"status": "ok"}


def test_the_api_is_quiet(world: Running, capfd: pytest.CaptureFixture[str]) -> None:
    with urllib.request.urlopen(f"{world.api_url}/health"):
        pass
    assert capfd.readouterr() == ("", "")


def test_the_process_is_the_functions(world: Running) -> None:
    assert os.environ["AWS_ENDPOINT_URL"] == world.endpoint_url
    assert os.environ["TABLE_NAME"] == world.provisioned.ref("Table")


def test_the_folder_says_where_it_is_reached(world: Running, folder: Path) -> None:
    assert json.loads((folder / "sandbox.json").read_text()) == {
        "endpoint_url": world.endpoint_url,
        "api_url": world.api_url,
        "control_url": world.control_url,
        "issuer_url": world.issuer.url,
    }


def test_the_clock_is_moved_from_outside(world: Running, folder: Path) -> None:
    before = world.clock.now()
    told = ControlClient.of(folder).advance(timedelta(hours=73))
    assert told - before >= timedelta(hours=73)
    assert ControlClient.of(folder).now() >= told


def test_the_command_moves_the_clock(
    world: Running, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = world.clock.now()
    monkeypatch.setattr(sys, "argv", ["let_time_pass", "2d", "--build", str(folder)])
    let_time_pass.main()
    assert world.clock.now() - before >= timedelta(days=2)


def test_the_command_says_when_no_sandbox_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["let_time_pass", "2d", "--build", str(tmp_path)])
    with pytest.raises(SystemExit):
        let_time_pass.main()
    assert "no sandbox runs" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/nothing", None, 404),
        ("/clock", b'{"advance_seconds": -1}', 400),
        ("/clock", b"{}", 400),
        ("/clock", b"soon", 400),
    ],
)
def test_the_door_refuses_what_it_does_not_understand(
    world: Running, path: str, body: bytes | None, status: int
) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(world.control_url + path, data=body)
    assert refused.value.code == status
    refused.value.close()


def test_a_printed_metric_sets_off_its_alarm(world: Running, folder: Path) -> None:
    heard: list[AlarmChange] = []
    world.alarms.listeners.append(heard.append)
    line = json.dumps(_age_in_embedded_metric_format(262_800)) + "\n"
    # The schedules put the sandbox in front of standard output again, which pytest exchanged.
    assert eventually(lambda: sys.stdout.write(line) and heard)
    assert heard[0].rule.name.endswith("StallAlarm")
    alarms = ControlClient.of(folder).alarms()
    assert alarms[heard[0].rule.name]["state"] == "ALARM"


def _age_in_embedded_metric_format(seconds: int) -> dict[str, Any]:
    directive = {
        "Namespace": "ClaimCourier",
        "Dimensions": [["service", "stage"]],
        "Metrics": [{"Name": "OldestUnansweredBatchAge", "Unit": "Seconds"}],
    }
    at = round(datetime.now(UTC).timestamp() * 1000)
    metadata = {"Timestamp": at, "CloudWatchMetrics": [directive]}
    return {
        "_aws": metadata,
        "service": "claim-courier",
        "stage": "sandbox",
        "OldestUnansweredBatchAge": [seconds],
    }


def test_nothing_remains_of_a_stopped_world(tmp_path: Path) -> None:
    def threads() -> set[threading.Thread]:
        return {thread for thread in threading.enumerate() if "process_request" not in thread.name}

    for _ in range(2):
        before, environment = threads(), dict(os.environ)
        with World(options(tmp_path)) as running:
            assert threads() - before
            urls = (running.api_url, running.control_url, running.endpoint_url)
        assert threads() - before == set()
        assert dict(os.environ) == environment
        assert not (tmp_path / "sandbox.json").exists()
        for url in urls:
            address = urlsplit(url)
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((address.hostname, address.port))


def test_the_app_gets_the_worlds_clock_and_preparation_sees_all(tmp_path: Path) -> None:
    clocks: list[SandboxClock] = []
    prepared: list[Running] = []
    asked = options(tmp_path, use_clock=clocks.append, prepare=prepared.append)
    with World(asked) as running:
        assert prepared == [running]
        assert clocks == [running.clock]


def test_a_failed_preparation_undoes_the_start(tmp_path: Path) -> None:
    def prepare(_running: Running) -> None:
        raise RuntimeError("no seed")

    before = dict(os.environ)
    with pytest.raises(RuntimeError, match="no seed"):
        World(options(tmp_path, prepare=prepare)).start()
    assert dict(os.environ) == before


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match=rf"port {port} is taken.*PORT="):
            World(options(tmp_path, api_port=port)).start()
