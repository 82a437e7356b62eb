"""Figures as a table for people and as JSON for machines."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """`limit` is what the figure is held against, in words; empty where there is none yet."""

    what: str
    value: float
    unit: str
    limit: str = ""


def at_least(limit: float, value: float) -> str:
    """A limit that must be reached, and how near the figure is."""
    return f"at least {limit:g}: {_verdict(value / limit, value >= limit)}"


def at_most(limit: float, value: float) -> str:
    """A limit that must be kept, and how near the figure is."""
    return f"at most {limit:g}: {_verdict(value / limit, value <= limit)}"


def print_table(title: str, figures: list[Figure]) -> None:
    print(f"\n{title}")
    for figure in figures:
        limit = f"   ({figure.limit})" if figure.limit else ""
        print(f"  {figure.what:<52}{figure.value:>12,.3f} {figure.unit}{limit}")


def write_json(path: Path, figures: dict[str, list[Figure]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    tables = {title: [asdict(figure) for figure in rows] for title, rows in figures.items()}
    path.write_text(json.dumps(tables, indent=2) + "\n")


def _verdict(share: float, is_met: bool) -> str:
    return f"{'met' if is_met else 'MISSED'} at {share:.0%} of it"
