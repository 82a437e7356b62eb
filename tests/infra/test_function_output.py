"""What functions print is sorted as on AWS; the terminal keeps everything else."""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from chalicelib.observability import log
from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.function_output import FunctionOutput
from infra.sandbox.metrics import Figure, MetricBoard, Series


class Scene:
    """A sorted standard output, and where it goes."""

    def __init__(self, folder: Path) -> None:
        self.terminal = io.StringIO()
        self.figures: list[Figure] = []
        self.log_file = folder / "new" / "sandbox.log"
        self.output = FunctionOutput(self.log_file, self.figures.extend)


@contextmanager
def sorting(folder: Path) -> Iterator[Scene]:
    """Not a fixture: pytest exchanges standard output between a fixture and its test."""
    scene = Scene(folder)
    with redirect_stdout(scene.terminal):
        scene.output.open()
        yield scene
        scene.output.close()


def emit(value: float, account_id: str | None = None) -> None:
    metrics = EphemeralMetrics(namespace="ClaimCourier", service="claim-courier")
    metrics.add_metric(name="Age", unit=MetricUnit.Seconds, value=value)
    if account_id:
        metrics.add_dimension(name="account_id", value=account_id)
    metrics.flush_metrics()


def test_the_log_is_taken_down_though_its_logger_was_made_before(tmp_path: Path) -> None:
    with sorting(tmp_path) as scene:
        log("batch received", batch_id="bat_1")
    assert '"batch_id":"bat_1"' in scene.log_file.read_text()
    assert scene.terminal.getvalue() == ""


def test_metrics_become_figures(tmp_path: Path) -> None:
    with sorting(tmp_path) as scene:
        emit(5)
        emit(7, account_id="acc_1")
    service = ("service", "claim-courier")
    both = frozenset({service, ("account_id", "acc_1")})
    assert scene.figures == [
        Figure(Series("ClaimCourier", "Age", frozenset({service})), 5.0),
        Figure(Series("ClaimCourier", "Age", both), 7.0),
    ]
    assert scene.terminal.getvalue() == ""


def test_log_lines_go_to_the_file(tmp_path: Path) -> None:
    with sorting(tmp_path) as scene:
        Logger(service="sorted-output").info("visit ended", account_id="acc_1")
    (line,) = scene.log_file.read_text().splitlines()
    assert json.loads(line)["message"] == "visit ended"
    assert scene.terminal.getvalue() == ""


@pytest.mark.parametrize(
    "text", ["plain\n", "no end", '{"a": 1}\n', "{broken\n", "[1]\n", "\n", "a\nb\n", "{\n}\n"]
)
def test_everything_else_stays_on_the_terminal(tmp_path: Path, text: str) -> None:
    with sorting(tmp_path) as scene:
        sys.stdout.write(text)
    assert scene.terminal.getvalue() == text
    assert scene.figures == []
    assert scene.log_file.read_text() == ""


def test_a_line_may_be_written_in_pieces(tmp_path: Path) -> None:
    with sorting(tmp_path) as scene:
        for piece in ('{"level": "INFO", ', '"message": "x", "timestamp": "now"}', "\n", "done\n"):
            sys.stdout.write(piece)
    assert json.loads(scene.log_file.read_text())["message"] == "x"
    assert scene.terminal.getvalue() == "done\n"


def test_it_stands_in_front_again_when_another_took_its_place(tmp_path: Path) -> None:
    with sorting(tmp_path) as scene, redirect_stdout(io.StringIO()) as other:
        scene.output.take_over()
        emit(5)
        sys.stdout.write("plain\n")
        scene.output.close()
        assert sys.stdout is other
    assert len(scene.figures) == 1
    assert other.getvalue() == "plain\n"


def test_a_logger_made_under_an_earlier_output_follows_to_the_next(tmp_path: Path) -> None:
    with sorting(tmp_path / "first"):
        logger = Logger(service="outlives-its-output")
    with sorting(tmp_path / "second") as second:
        logger.info("still heard")
    assert "still heard" in second.log_file.read_text()


def test_figures_reach_the_embedded_cloudwatch(clients: Clients) -> None:
    board = MetricBoard(clients.cloudwatch)
    series = Series("ClaimCourier", "Age", frozenset({("service", "claim-courier")}))
    board.put([Figure(series, 5.0), Figure(series, 7.0)])
    board.flush()
    board.flush()
    now = datetime.now(UTC)
    (point,) = clients.cloudwatch.get_metric_statistics(
        Namespace="ClaimCourier",
        MetricName="Age",
        Dimensions=[{"Name": "service", "Value": "claim-courier"}],
        StartTime=now - timedelta(hours=1),
        EndTime=now + timedelta(hours=1),
        Period=86400,
        Statistics=["SampleCount", "Maximum"],
    )["Datapoints"]
    assert (point["SampleCount"], point["Maximum"]) == (2.0, 7.0)
