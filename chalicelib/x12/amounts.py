"""Numbers as they stand in files: amounts, counts, control numbers.

To check a file, amounts are added up as whole numbers; `decimal` is dear to import.
"""

from functools import lru_cache

_LONGEST = _PLACES = 18


def is_amount(text: str) -> bool:
    """Type R: digits, at most one point, a leading minus. No comma, exponent, plus or blank."""
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isdecimal() and digits.isascii() and len(digits) <= _LONGEST


@lru_cache(maxsize=4096)
def in_units(text: str) -> int | None:
    """An amount in units of 10^-18, whole with all its places; None for what is no amount."""
    if not is_amount(text):
        return None
    whole, _, fraction = text.partition(".")
    return int(whole + fraction.ljust(_PLACES, "0"))


def read_number(text: str) -> int | None:
    """Type N0 without a sign, as counts and control numbers are; None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else None
