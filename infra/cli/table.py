"""Answers as text: columns for lists, names and values for one thing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any


def columns(entries: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Iterator[str]:
    """A heading and a line for each entry. `names` is heading by field; a field may be a path such
    as `outage.since`."""
    rows = [list(names.values())]
    rows += [[shown(_at(entry, name)) for name in names] for entry in entries]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def pairs(rows: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Names and values under one another; what is not there has no line."""
    kept = [(name, shown(value)) for name, value in rows if value not in (None, "", [], {})]
    width = max((len(name) for name, _ in kept), default=0)
    for name, value in kept:
        first, *others = value.splitlines() or [""]
        yield f"{name.ljust(width)}  {first}".rstrip()
        yield from (f"{' ' * width}  {line}" for line in others)


def shown(value: object) -> str:
    """In one line unless it is text of several; control characters of others do nothing."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {shown(each)}" for name, each in value.items()) or "-"
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value)) or "-"
    return "".join(sign if sign.isprintable() or sign == "\n" else "?" for sign in str(value))


def _at(entry: Mapping[str, Any], path: str) -> object:
    value: Any = entry
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
