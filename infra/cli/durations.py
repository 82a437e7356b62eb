"""Spans and points of time as people write them."""

import re
from argparse import ArgumentTypeError
from datetime import UTC, date, datetime, time

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


def seconds(text: str) -> float:
    """`90s`, `15m`, `8h`, `3d`; for argparse."""
    found = re.fullmatch(r"([0-9]{1,6})([smhd])", text)
    if not found:
        raise ArgumentTypeError(f"{text!r} is no span of time such as 90s, 15m, 8h or 3d")
    return float(int(found[1]) * _UNITS[found[2]])


def instant(text: str) -> str:
    """A moment in RFC 3339; for argparse. A day alone is its end, in UTC: what was known by then.

    A time without a zone is in UTC.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            moment = datetime.combine(date.fromisoformat(text), time.max, UTC)
        else:
            moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f"{text!r} is no moment such as 2026-03-14 or 2026-03-14T17:30:00Z"
        ) from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def day(text: str) -> str:
    """A day such as 2026-03-14; for argparse."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day such as 2026-03-14") from None
