"""Dates against the date on which the file itself says it was made. The engine has no clock."""

from datetime import date

from chalicelib.x12.findings import Level, Rule

BORN_IN_FUTURE = Rule(
    "x12.born_in_future",
    Level.ERROR,
    None,
    "{at} is a birth date after the day on which the file was made.",
    "Check the birth date; two digits of the year may be exchanged.",
)
SERVED_IN_FUTURE = Rule(
    "x12.served_in_future",
    Level.ERROR,
    None,
    "{at} is a date of service after the day on which the file was made.",
    "Bill services after they were done; check the date.",
)
SERVICE_DATES = ("472", "434")


def is_later(days: tuple[date, ...], made_on: date | None) -> bool:
    """Whether one of the days comes after the day on which the file was made."""
    return made_on is not None and len(days) > 0 and max(days) > made_on
