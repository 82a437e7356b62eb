"""Date ranges. The rule looks at one segment by itself."""

from collections.abc import Sequence

from chalicelib.x12.days import days_of
from chalicelib.x12.findings import ERROR, Hit, Rule

RANGE_REVERSED = Rule(
    "x12.range_reversed",
    ERROR,
    None,
    "{at} is a range of dates that ends before it begins.",
    "Exchange the two dates, or correct the wrong one.",
)


def range_in_order(elements: list[str], _: str) -> Sequence[Hit]:
    """DTP03 where DTP02 says that it is a range (RD8)."""
    if elements[2:3] == ["RD8"]:
        days = days_of("".join(elements[3:4]))
        if len(days) > 1 and days[1] < days[0]:
            return (Hit(RANGE_REVERSED, 3),)
    return ()
