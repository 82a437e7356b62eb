"""The numbers that are put in: list prices, the workload, and what can't be counted here."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

INPUTS = Path(__file__).with_name("inputs.yaml")


@dataclass(frozen=True, slots=True)
class Inputs:
    """By name; units stand in the names and in inputs.yaml."""

    prices: Mapping[str, float]
    workload: Mapping[str, float]
    assumptions: Mapping[str, float]


def read_inputs(path: Path = INPUTS) -> Inputs:
    written = yaml.safe_load(path.read_text())
    return Inputs(*({k: float(v) for k, v in written[part].items()} for part in _PARTS))


_PARTS = ("prices", "workload", "assumptions")
