"""The payments of a raw 835, read once more and on its own: number and amount of each."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

_UTF8_MARK = b"\xef\xbb\xbf"
_ISA = re.compile(r"ISA(.).{99}\1.(.)", re.DOTALL)
"""It has a fixed length, and tells what divides the elements and the segments behind it."""


def payments_of(raw: bytes) -> list[tuple[str, Decimal]] | None:
    """TRN02 and BPR02 of each transaction set; None for what is no plain X12 (UTF-16)."""
    text = raw.removeprefix(_UTF8_MARK).lstrip().decode("latin-1")
    if _ISA.match(text) is None:
        return None
    try:
        return list(_payments(text))
    except (InvalidOperation, IndexError):
        return None


def _payments(text: str) -> Iterator[tuple[str, Decimal]]:
    trace, amount, is_835 = "", Decimal(), False
    for name, *values in _segments(text):
        if name == "ST":
            trace, amount, is_835 = "", Decimal(), values[0] == "835"
        elif name == "BPR":
            amount = Decimal(values[1].strip() or "0")
        elif name == "TRN" and not trace:
            trace = values[1]
        elif name == "SE" and is_835:
            yield trace, amount


def _segments(text: str) -> Iterator[list[str]]:
    """Each in the delimiters of the ISA above it; what follows an IEA may have others."""
    at, element, terminator = 0, "", ""
    while at < len(text):
        if isa := _ISA.match(text, at):
            element, terminator = isa.groups()
        end = text.find(terminator, at)
        end = len(text) if end < 0 else end
        yield text[at:end].strip().split(element)
        at = end + 1
        while text[at : at + 1].isspace():
            at += 1
