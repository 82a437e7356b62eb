"""What is put in by hand is what the code and the template say, where they say it."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from chalicelib.services.visit.visit_clearinghouse import VisitOutcome
from infra.scale.cost import ROUNDS
from infra.scale.inputs import read_inputs
from tests.infra.merged import RESOURCES

ROOT = Path(__file__).parents[3]
WRITTEN = read_inputs()
SECONDS_A_YEAR = 365 * 24 * 3_600
POLLERS, SECONDS_A_POLL = 5, 20


def metrics() -> set[str]:
    """The names that the use cases give their meter."""
    return {
        name
        for path in (ROOT / "chalicelib" / "services").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("self.meter.")
        for name in names(call.args[0], path)
    }


def names(given: ast.expr, path: Path) -> Iterator[str]:
    module = importlib.import_module(
        ".".join(path.relative_to(ROOT).with_suffix("").parts),
    )
    match given:
        case ast.Constant(str(name)):
            yield name
        case ast.Name(constant):
            yield getattr(module, constant)
        case ast.Subscript(ast.Name(by_kind)):
            yield from getattr(module, by_kind).values()
        case ast.JoinedStr() if ast.unparse(given) == "f'Visit.{visit.outcome}'":
            yield from (f"Visit.{outcome}" for outcome in VisitOutcome)
        case _:
            raise AssertionError(f"{path}: {ast.unparse(given)} is no name that can be counted")


def schedules() -> dict[str, float]:
    """Minutes between two rounds, by handler."""
    return {
        function["Properties"]["Handler"]: float(rate.removeprefix("rate(").split()[0])
        for function in RESOURCES.values()
        if function["Type"] == "AWS::Serverless::Function"
        for event in function["Properties"].get("Events", {}).values()
        if (rate := event["Properties"].get("Schedule", ""))
    }


def test_every_metric_of_our_own_is_paid_for() -> None:
    assert WRITTEN.assumptions["own_metrics"] == len(metrics())


def test_every_queue_that_starts_a_function_is_polled() -> None:
    queues = [
        event
        for function in RESOURCES.values()
        if function["Type"] == "AWS::Serverless::Function"
        for event in function["Properties"].get("Events", {}).values()
        if event["Type"] == "SQS"
    ]
    polls = len(queues) * POLLERS * SECONDS_A_YEAR / SECONDS_A_POLL
    assert WRITTEN.assumptions["queue_polls_a_year"] == polls


def test_every_schedule_is_billed_as_often_as_it_comes_round() -> None:
    assert schedules() == {handler: WRITTEN.workload[name] for handler, name in ROUNDS.items()}
