"""Text in fixed columns, and how amounts and days stand in it."""

from datetime import date
from decimal import Decimal


def row(*cells: tuple[int, str]) -> str:
    """Each (start, text) at its column, counted from 0.

    Nothing is cut: a text that is too long pushes what follows to the right, a blank behind it.
    Line ends and other control characters of the data become blanks.
    """
    line = ""
    for start, text in cells:
        gap = " " if line and not line.endswith(" ") else ""
        line = (line + gap).ljust(start) + "".join(
            each if each.isprintable() else " " for each in text
        )
    return line.rstrip()


def money(amount: Decimal) -> str:
    """Dollars and cents; further decimals are kept, zero has no sign."""
    exponent = amount.as_tuple().exponent
    shown = amount + 0
    return f"{shown:f}" if isinstance(exponent, int) and exponent < -2 else f"{shown:.2f}"


def day(value: date | None) -> str:
    """MM/DD/YYYY, or nothing."""
    return f"{value:%m/%d/%Y}" if value else ""
