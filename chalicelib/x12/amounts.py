"""Numbers in a file: amounts, counts, control numbers."""

from decimal import Decimal
from functools import lru_cache

_LONGEST = 18


def is_amount(text: str) -> bool:
    """Type R: digits, at most one point, a leading minus. No comma, exponent, plus or blank."""
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isdecimal() and digits.isascii() and len(digits) <= _LONGEST


@lru_cache(maxsize=4096)
def read_amount(text: str) -> Decimal | None:
    """The value of type R; None for what does not have its form."""
    return Decimal(text) if is_amount(text) else None


def read_number(text: str) -> int | None:
    """Type N0 without a sign, as counts and control numbers are; None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else None
