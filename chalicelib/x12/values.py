"""X12 data types as Python values. Each reader returns None for what does not fit the type."""

from datetime import date
from decimal import Decimal

_LONGEST_NUMBER = 18


def read_amount(text: str) -> Decimal | None:
    """Type R: digits, at most one point, a leading minus. No comma, exponent, plus or blank."""
    digits = text.removeprefix("-").replace(".", "", 1)
    if not digits.isdecimal() or len(digits) > _LONGEST_NUMBER:
        return None
    return Decimal(text)


def read_number(text: str) -> int | None:
    """Type N0 without a sign, as counts and control numbers are."""
    if not text.isdecimal() or len(text) > _LONGEST_NUMBER:
        return None
    return int(text)


def read_date(text: str) -> date | None:
    """Type DT, CCYYMMDD."""
    if len(text) != 8 or not text.isdecimal():
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def read_dates(text: str) -> tuple[date, ...]:
    """Formats D8 and RD8 (two dates joined by a hyphen): the dates that can be read."""
    dates = (read_date(part) for part in text.split("-"))
    return tuple(day for day in dates if day is not None)
