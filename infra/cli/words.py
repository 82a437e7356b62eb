"""Rows and columns that several nouns show alike."""

from collections.abc import Mapping
from typing import Any

Row = tuple[str, object]
Told = Mapping[str, Any]


def three_sentences(value: Told) -> list[Row]:
    """What a status means, what happens next, what to do."""
    return [("means", value["means"]), ("next", value["next"]), ("do", value["do"])]


def findings(value: Told) -> list[str]:
    """What is wrong with a file, each with where it is and how to mend it."""
    lines = []
    for each in value["findings"]:
        where = " ".join(
            str(part) for part in (each["segment"], each["segment_number"]) if part is not None
        )
        lines.append(f"{each['level']}: {each['message']}" + (f" ({where})" if where else ""))
        lines.append(f"  fix: {each['fix']}")
    if value["more_findings"]:
        lines.append(f"... and {value['more_findings']} more")
    return lines
