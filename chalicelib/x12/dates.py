"""Days of a file as Python's dates, for those who read its values."""

from datetime import date

from chalicelib.x12.days import days_of, is_day


def read_date(text: str) -> date | None:
    """Type DT; None for what is no day, as `is_day` tells it."""
    return date.fromisoformat(text) if is_day(text) else None


def read_iso(text: str | None) -> date | None:
    """YYYY-MM-DD, as an index of claims has its days; None for None."""
    return None if text is None else date.fromisoformat(text)


def read_dates(text: str) -> tuple[date, ...]:
    """Formats D8 and RD8 (two days joined by a hyphen): those that can be read."""
    return tuple(map(date.fromisoformat, days_of(text)))
