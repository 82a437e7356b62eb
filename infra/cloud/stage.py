"""A stage: one deployed stack and the values of its parameters, read from stages/<name>.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

STAGES = Path(__file__).with_name("stages")


class UnknownStageError(Exception):
    """There is no file for a stage of this name."""


@dataclass(frozen=True, slots=True)
class Stage:
    """`parameters` are the template's, but for `Stage`, which is the stage's own name."""

    name: str
    region: str
    parameters: Mapping[str, str]

    @property
    def stack_name(self) -> str:
        return f"claim-courier-{self.name}"


def read_stage(name: str, folder: Path = STAGES) -> Stage:
    """Raises UnknownStageError naming the stages that there are."""
    known = sorted(path.stem for path in folder.glob("*.yaml"))
    if name not in known:
        raise UnknownStageError(f"No stage '{name}' in {folder}; there are: {', '.join(known)}")
    written = yaml.safe_load((folder / f"{name}.yaml").read_text())
    values = {key: str(value) for key, value in written["parameters"].items()}
    return Stage(name, written["region"], {**values, "Stage": name})
