"""build/faults.md: what was tried and what it broke.

Tests run in several processes, so each leaves a part of its own; `python -m tests.faults.report`
puts them together.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

BUILD = Path(__file__).parents[2] / "build"
PARTS = BUILD / "faults"
REPORT = BUILD / "faults.md"
DIAGNOSIS = "confusion_matrix.md"
"""A part that is a page of its own already."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one test tried: in so many `runs` the promises in `failures` were broken."""

    chapter: str
    name: str
    runs: int
    failures: Sequence[str] = ()
    figures: Mapping[str, int] = field(default_factory=dict)

    def write(self) -> None:
        PARTS.mkdir(parents=True, exist_ok=True)
        place = PARTS / f"{self.chapter} - {self.name}.json"
        place.write_text(json.dumps(asdict(self)))


def parts_there() -> list[Part]:
    return [Part(**json.loads(path.read_text())) for path in sorted(PARTS.glob("*.json"))]


def assemble() -> str:
    """The report of all parts that lie there."""
    parts = parts_there()
    chapters = {
        part.chapter: [each for each in parts if each.chapter == part.chapter] for part in parts
    }
    runs, broken = sum(part.runs for part in parts), sum(len(part.failures) for part in parts)
    head = ["# Faults", "", f"{runs:,} runs, {broken} broken promises.", ""]
    lines = [line for name, found in chapters.items() for line in _chapter(name, found)]
    pages = [path.read_text() for path in sorted(PARTS.glob("*.md"))]
    return "\n".join([*head, *lines, *pages])


def counted(parts: Sequence[Part]) -> Iterator[str]:
    """A line for each chapter."""
    for name in dict.fromkeys(part.chapter for part in parts):
        of_chapter = [part for part in parts if part.chapter == name]
        runs = sum(part.runs for part in of_chapter)
        broken = sum(len(part.failures) for part in of_chapter)
        yield f"{name}: {runs:,} runs, {broken} broken promises"


def _chapter(name: str, parts: Sequence[Part]) -> list[str]:
    return [
        f"## {name}",
        "",
        "| tried | runs | failures | figures |",
        "|---|---:|---:|---|",
        *map(_row, parts),
        "",
        *(f"- {part.name}: {failure}" for part in parts for failure in part.failures),
        "",
    ]


def _row(part: Part) -> str:
    figures = ", ".join(f"{name} {value:,}" for name, value in part.figures.items())
    return f"| {part.name} | {part.runs:,} | {len(part.failures)} | {figures} |"


if __name__ == "__main__":
    REPORT.write_text(assemble())
    sys.stdout.writelines(f"{line}\n" for line in counted(parts_there()))
    sys.stdout.write(f"{REPORT.relative_to(BUILD.parent)}: {assemble().splitlines()[2]}\n")
