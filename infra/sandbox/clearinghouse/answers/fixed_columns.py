"""Rows of fixed columns, as Office Ally's text reports have them."""

from datetime import date
from decimal import Decimal


def row(*cells: tuple[int, str]) -> str:
    """Each (start, text) at its column from 0; a text too long pushes the rest to the right."""
    starts = [start for start, _ in cells[1:]] + [0]
    line = " " * cells[0][0]
    for (start, text), following in zip(cells, starts, strict=True):
        line += text.ljust(following - start)
    return line


def day(value: date | None) -> str:
    """MM/DD/YYYY, or blank."""
    return f"{value:%m/%d/%Y}" if value else ""


def money(value: Decimal) -> str:
    return f"{value:.2f}"
