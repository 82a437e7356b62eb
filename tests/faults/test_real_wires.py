"""The small job over real adapters: boto3 to the embedded AWS, paramiko to a real SFTP server.

It shows that the fakes of the large job don't lie: the use cases ask both for the same, in the
same order, and come to the same end. And each request on the wire goes wrong in every way.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from chalicelib.adapters import aws_clients
from chalicelib.wiring import Courier, Ports
from infra.sandbox.embedded_aws.server import EmbeddedAws
from tests.faults.recorder import Recorder, recorded_courier
from tests.faults.report import Part
from tests.faults.wires.small_job import SmallJob
from tests.faults.wires.surroundings import FakeSurroundings, real_surroundings
from tests.faults.wires.wire_fault import WireFault, WireMode
from tests.faults.wires.wires import Wires

EARLY = frozenset({WireMode.FAIL_BEFORE, WireMode.DIES_BEFORE})
"""Nothing of the wire is in them; they are tried at every request, but not in a hurry."""


@pytest.fixture(scope="module")
def aws() -> Iterator[None]:
    server = EmbeddedAws()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", server.start())
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        environment.setenv("AWS_ACCESS_KEY_ID", "test")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
        aws_clients.forget_clients()
        yield
        aws_clients.forget_clients()
    server.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "clearinghouse"


def recorded(recorder: Recorder) -> Callable[[Ports], Courier]:
    return lambda ports: recorded_courier(ports, recorder)


@cache
def faked() -> tuple[SmallJob, list[str]]:
    recorder = Recorder([], {})
    return SmallJob(FakeSurroundings(), recorded(recorder)).run(), recorder.calls


def on_wires(wires: Wires, folder: Path, judge: Callable[[SmallJob], list[str]]) -> list[str]:
    """What the judge says of a job whose requests go over these wires."""

    def process(ports: Ports) -> Courier:
        wires.begin_process()
        return Courier(ports)

    folder.mkdir()
    with real_surroundings(folder) as surroundings:
        job = SmallJob(surroundings, process)
        with wires.attached():
            job.run()
        wires.begin_process()
        verdict = judge(job)
    shutil.rmtree(folder)
    return verdict


def test_fakes_and_adapters_are_asked_for_the_same_and_come_to_the_same_end(
    aws: None, folder: Path
) -> None:
    recorder = Recorder([], {})
    folder.mkdir()
    with real_surroundings(folder) as surroundings:
        job = SmallJob(surroundings, recorded(recorder)).run()
        assert job.broken_promises(faked()[0]) == []
        assert job.failed == faked()[0].failed == 0
    assert recorder.calls == faked()[1]


@pytest.fixture(scope="module")
def undisturbed(aws: None, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The requests of a job that nothing befalls."""
    wires, folder = Wires(), tmp_path_factory.mktemp("undisturbed") / "clearinghouse"
    assert on_wires(wires, folder, lambda job: job.broken_promises(faked()[0])) == []
    return wires.calls


def suffer(name: str, folder: Path, requests: Iterable[tuple[int, str]], mode: WireMode) -> None:
    tried = [(number, call) for number, call in requests if mode.fits(call)]
    failures = [
        f"{call} #{number}: {failure}"
        for number, call in tried
        for failure in on_wires(
            Wires(WireFault(number, mode)), folder, lambda job: job.broken_promises(faked()[0])
        )
    ]
    Part(name, mode, len(tried), failures).write()
    assert tried
    assert not failures, "\n".join(failures)


@pytest.mark.parametrize("mode", [mode for mode in WireMode if mode not in EARLY])
def test_every_kind_of_request_goes_wrong_once(
    undisturbed: list[str], folder: Path, mode: WireMode
) -> None:
    first: dict[str, int] = {}
    for number, call in enumerate(undisturbed, 1):
        first.setdefault(call, number)
    requests = ((number, call) for call, number in first.items())
    suffer("Every kind of request on the wire", folder, requests, mode)


@pytest.mark.slow
@pytest.mark.parametrize("mode", WireMode)
def test_every_request_goes_wrong_once(
    undisturbed: list[str], folder: Path, mode: WireMode
) -> None:
    suffer("Every request on the wire", folder, enumerate(undisturbed, 1), mode)
