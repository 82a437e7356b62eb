"""Cells of CSV that a spreadsheet takes as text, whatever stands in them."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def plain(value: object) -> str:
    """Empty for None; what a spreadsheet would calculate begins with an apostrophe (CWE-1236)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULAS) else text
