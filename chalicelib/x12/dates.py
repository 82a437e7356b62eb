"""X12 data types as Python values. Each reader returns None for what does not fit the type."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

_LONGEST_NUMBER = 18
_DATE_LENGTH = 8


@lru_cache(maxsize=4096)
def read_amount(text: str) -> Decimal | None:
    """Type R: digits, at most one point, a leading minus. No comma, exponent, plus or blank."""
    digits = text.removeprefix("-").replace(".", "", 1)
    is_amount = digits.isdecimal() and digits.isascii() and len(digits) <= _LONGEST_NUMBER
    return Decimal(text) if is_amount else None


def read_number(text: str) -> int | None:
    """Type N0 without a sign, as counts and control numbers are."""
    if not text.isdecimal() or len(text) > _LONGEST_NUMBER:
        return None
    return int(text)


@lru_cache(maxsize=4096)
def read_date(text: str) -> date | None:
    """Type DT, CCYYMMDD; a year before 1800 is a slip."""
    if len(text) != _DATE_LENGTH or not text.isdecimal() or text < "1800":
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def read_dates(text: str) -> tuple[date, ...]:
    """Formats D8 and RD8 (two dates joined by a hyphen): the dates that can be read."""
    if len(text) == _DATE_LENGTH:
        day = read_date(text)
        return () if day is None else (day,)
    dates = (read_date(part) for part in text.split("-"))
    return tuple(day for day in dates if day is not None)


@lru_cache(maxsize=4096)
def read_span(text: str) -> tuple[date, date] | None:
    """The first and last day of D8 or RD8, whichever way round; None where none can be read."""
    days = read_dates(text)
    return (min(days), max(days)) if days else None


def is_time(text: str) -> bool:
    """Type TM: HHMM, HHMMSS, HHMMSSD or HHMMSSDD on the 24-hour clock."""
    if len(text) not in (4, 6, 7, 8) or not text.isdecimal():
        return False
    return text[:2] < "24" and text[2:4] < "60" and text[4:6] < "60"


def is_date_period(text: str, period_format: str) -> bool:
    """A date or time as its format qualifier (data element 1250) says; other formats pass."""
    match period_format:
        case "D8":
            return read_date(text) is not None
        case "RD8":
            return len(text) == 17 and text[8] == "-" and len(read_dates(text)) == 2
        case "DT":
            return len(text) == 12 and read_date(text[:8]) is not None and is_time(text[8:])
        case "TM":
            return is_time(text)
        case _:
            return True


def is_code(text: str) -> bool:
    """Capital letters and digits, as the codes of lists outside of the guides are."""
    return text.isascii() and text.isalnum() and text == text.upper()
