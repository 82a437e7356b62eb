"""Amounts and days of a file as Python's values, for those who read what is in it."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from chalicelib.x12.amounts import is_amount
from chalicelib.x12.days import days_of, is_day


@lru_cache(maxsize=4096)
def read_amount(text: str) -> Decimal | None:
    """Type R; None for what is no amount, as `is_amount` tells it."""
    return Decimal(text) if is_amount(text) else None


def read_date(text: str) -> date | None:
    """Type DT; None for what is no day, as `is_day` tells it."""
    return date.fromisoformat(text) if is_day(text) else None


def read_iso(text: str | None) -> date | None:
    """YYYY-MM-DD, as an index of claims has its days; None for None."""
    return None if text is None else date.fromisoformat(text)


def read_dates(text: str) -> tuple[date, ...]:
    """Formats D8 and RD8 (two days joined by a hyphen): those that can be read."""
    return tuple(map(date.fromisoformat, days_of(text)))
