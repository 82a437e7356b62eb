"""Starts a function afresh, with the environment of the sandbox that runs here."""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from chalice.local import LambdaEventConverter, RouteMatcher

import app

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class FreshFunction:
    """`laps` are in milliseconds of processor time, by step (infra/bench/first_request.py)."""

    statuses: tuple[int, ...]
    laps: dict[str, float]
    modules: frozenset[str]

    @property
    def over_interpreter(self) -> float:
        return sum(self.laps.values()) - self.laps["interpreter"]


def fresh_function(addresses: Iterable[str], key: str) -> FreshFunction:
    """Reads `addresses`, paths with their queries, one after another, in a function of its own.

    It may keep bytecode, as a deployed one has it, and writes its log before what it tells.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), sysconfig.get_path("purelib"))),
        "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    printed = subprocess.run(
        [sys.executable, "-S", "-m", "infra.bench.first_request"],
        input=json.dumps([_event(address, key) for address in addresses]),
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=120,
    ).stdout
    told = json.loads(printed.splitlines()[-1])
    return FreshFunction(tuple(told["statuses"]), told["laps"], frozenset(told["modules"]))


def _event(address: str, key: str) -> dict[str, object]:
    """As API Gateway would send it."""
    converter = LambdaEventConverter(RouteMatcher(list(app.app.routes)))
    headers = {"authorization": f"Bearer {key}", "host": "localhost"}
    event: dict[str, object] = converter.create_lambda_event("GET", address, headers)
    return event
