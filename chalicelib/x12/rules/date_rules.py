"""Dates against the date on which the file itself says it was made. The engine has no clock."""

from chalicelib.x12.findings import ERROR, Rule

BORN_IN_FUTURE = Rule(
    "x12.born_in_future",
    ERROR,
    None,
    "{at} is a birth date after the day on which the file was made.",
    "Check the birth date; two digits of the year may be exchanged.",
)
SERVED_IN_FUTURE = Rule(
    "x12.served_in_future",
    ERROR,
    None,
    "{at} is a date of service after the day on which the file was made.",
    "Bill services after they were done; check the date.",
)
SERVICE_DATES = ("472", "434")


def is_later(day: str, made_on: str) -> bool:
    """Whether a day comes after the one on which the file was made; "" is none."""
    return "" < made_on < day
