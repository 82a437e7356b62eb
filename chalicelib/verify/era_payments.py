"""The payments of a raw 835, read once more and on its own: number and amount of each."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

_UTF8_MARK = b"\xef\xbb\xbf"
_ISA_LENGTH = 106


def payments_of(raw: bytes) -> list[tuple[str, Decimal]] | None:
    """TRN02 and BPR02 of each transaction set; None for what is no plain X12 (UTF-16)."""
    content = raw.removeprefix(_UTF8_MARK).lstrip()
    if not content.startswith(b"ISA") or len(content) < _ISA_LENGTH:
        return None
    try:
        return list(_payments(content.decode("latin-1")))
    except (InvalidOperation, IndexError):
        return None


def _payments(text: str) -> Iterator[tuple[str, Decimal]]:
    element, terminator = text[3], text[_ISA_LENGTH - 1]
    trace, amount, is_835 = "", Decimal(), False
    for segment in text.split(terminator):
        name, *values = segment.strip().split(element)
        if name == "ST":
            trace, amount, is_835 = "", Decimal(), values[0] == "835"
        elif name == "BPR":
            amount = Decimal(values[1].strip() or "0")
        elif name == "TRN" and not trace:
            trace = values[1]
        elif name == "SE" and is_835:
            yield trace, amount
