"""build/faults.md: what was tried and what it broke."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.job import Job

PLACE = Path(__file__).parents[2] / "build" / "faults.md"


@dataclass(slots=True)
class Report:
    """`add` takes what was done to one undisturbed job: under which mode, how often, what broke."""

    rows: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    calls: dict[str, list[str]] = field(default_factory=dict)
    runs: int = 0

    def add(self, undisturbed: Job, mode: str, runs: int, failures: list[str]) -> None:
        world = undisturbed.world
        self.calls[world] = undisturbed.recorder.calls
        self.rows.append(f"| {world} | {mode} | {runs} | {len(failures)} |")
        self.failures += [f"- {world}: {failure}" for failure in failures]
        self.runs += runs

    def write(self) -> None:
        PLACE.parent.mkdir(exist_ok=True)
        PLACE.write_text("\n".join(self._lines()) + "\n")

    def _lines(self) -> list[str]:
        return [
            "# Every crash point",
            "",
            f"{self.runs} runs of the whole job, {len(self.failures)} broken promises.",
            "",
            "| world | mode | runs | failures |",
            "|---|---|---:|---:|",
            *self.rows,
            "",
            *(self.failures or ["Every promise was kept in every run."]),
            "",
            *(line for world, calls in self.calls.items() for line in _called(world, calls)),
        ]


def _called(world: str, calls: list[str]) -> list[str]:
    counted = sorted(Counter(calls).items())
    return [
        f"## Calls with {world}: {len(calls)}",
        "",
        ", ".join(f"`{call}` {times}" for call, times in counted),
        "",
    ]
