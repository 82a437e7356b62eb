"""Days as they stand in files, CCYYMMDD: texts that sort as the days do.

To check a file, no day has to be more than that; `datetime` is dear to import.
"""

from functools import lru_cache

_LENGTH = 8
_LAST = {
    **dict.fromkeys(("01", "03", "05", "07", "08", "10", "12"), "31"),
    **dict.fromkeys(("04", "06", "09", "11"), "30"),
    "02": "29",
}


def is_day(text: str) -> bool:
    """Type DT, CCYYMMDD, of a day that exists; a year before 1800 is a slip."""
    if len(text) != _LENGTH or not text.isdecimal() or text < "1800":
        return False
    exists = "00" < text[6:] <= _LAST.get(text[4:6], "")
    return exists and (text[4:] != "0229" or _is_leap(int(text[:4])))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def day_of(text: str) -> str:
    """The text itself if it is a day, else ""."""
    return text if is_day(text) else ""


def days_of(text: str) -> tuple[str, ...]:
    """Formats D8 and RD8 (two days joined by a hyphen): the days that can be read."""
    if len(text) == _LENGTH:
        return (text,) if is_day(text) else ()
    return tuple([day for day in text.split("-") if is_day(day)])


@lru_cache(maxsize=4096)
def span_of(text: str) -> tuple[str, str] | None:
    """The first and last day of D8 or RD8, whichever way round; None where none can be read."""
    days = days_of(text)
    return (min(days), max(days)) if days else None


@lru_cache(maxsize=4096)
def iso(day: str) -> str | None:
    """A day as YYYY-MM-DD; None for ""."""
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else None
