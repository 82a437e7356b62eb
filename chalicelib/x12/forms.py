"""Forms of times, periods and codes: what a text looks like, whatever its value is."""

from chalicelib.x12.days import days_of, is_day


def is_time(text: str) -> bool:
    """Type TM: HHMM, HHMMSS, HHMMSSD or HHMMSSDD on the 24-hour clock."""
    if len(text) not in (4, 6, 7, 8) or not text.isdecimal():
        return False
    return text[:2] < "24" and text[2:4] < "60" and text[4:6] < "60"


def is_date_period(text: str, period_format: str) -> bool:
    """A date or time as its format qualifier (data element 1250) says; other formats pass."""
    match period_format:
        case "D8":
            return is_day(text)
        case "RD8":
            return len(text) == 17 and text[8] == "-" and len(days_of(text)) == 2
        case "DT":
            return len(text) == 12 and is_day(text[:8]) and is_time(text[8:])
        case "TM":
            return is_time(text)
        case _:
            return True


def is_code(text: str) -> bool:
    """Capital letters and digits, as the codes of lists outside of the guides are."""
    return text.isascii() and text.isalnum() and text == text.upper()
