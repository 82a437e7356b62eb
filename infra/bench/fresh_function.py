"""Starts a function afresh, with the environment of the sandbox that runs here."""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from chalice.local import LambdaEventConverter, RouteMatcher

import app
from infra.cloud.package import ZIP, package

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


def fresh_function(
    addresses: Iterable[str], key: str, package: Path | None = None
) -> FreshFunction:
    """Reads `addresses`, paths with their queries, one after another, in a function of its own.

    `package` is where one is unpacked; without it the sources here are run with what is installed.
    """
    return _started("first_request", [_event(address, key) for address in addresses], package)


def bare_function(package: Path) -> FreshFunction:
    """The floor under a cold start: nothing of ours (infra/bench/bare_function.py)."""
    return _started("bare_function", [], package)


def unpacked_package(folder: Path) -> Path:
    """What is deployed, as Lambda unpacks it, somewhere in the empty `folder`."""
    package(folder)
    unpacked = folder / "unpacked"
    with ZipFile(folder / ZIP) as zip_file:
        zip_file.extractall(unpacked)
    return unpacked


def _started(module: str, events: list[dict[str, object]], package: Path | None) -> FreshFunction:
    """It writes its log before what it tells."""
    printed = subprocess.run(  # noqa: S603 - our own interpreter, our own modules
        [sys.executable, "-S", "-m", f"infra.bench.{module}"],
        input=json.dumps(events),
        cwd=package or ROOT,
        env={**os.environ, **(_deployed(package) if package else _from_sources())},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=120,
    ).stdout
    told = json.loads(printed.splitlines()[-1])
    return FreshFunction(tuple(told["statuses"]), told["laps"], frozenset(told["modules"]))


def _deployed(package: Path) -> dict[str, str]:
    """The package first; of the sources only what measures is found behind it."""
    path = os.pathsep.join((str(package), str(ROOT)))
    return {"PYTHONPATH": path, "PYTHONPYCACHEPREFIX": ""}


def _from_sources() -> dict[str, str]:
    """It may keep bytecode, as a deployed one has it."""
    return {
        "PYTHONPATH": os.pathsep.join((str(ROOT), sysconfig.get_path("purelib"))),
        "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bytecode"),
        "PYTHONDONTWRITEBYTECODE": "",
    }


def _event(address: str, key: str) -> dict[str, object]:
    """As API Gateway would send it."""
    converter = LambdaEventConverter(RouteMatcher(list(app.app.routes)))
    headers = {"authorization": f"Bearer {key}", "host": "localhost"}
    event: dict[str, object] = converter.create_lambda_event("GET", address, headers)
    return event
