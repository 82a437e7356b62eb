from datetime import date
from itertools import product

import pytest

from chalicelib.x12.days import is_day, iso, span_of
from chalicelib.x12.values import read_date, read_dates, read_iso

YEARS = (1800, 1900, 1999, 2000, 2023, 2024, 9999)


def exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("year", YEARS)
def test_the_days_that_exist_are_those_of_the_calendar(year: int) -> None:
    for month, day in product(range(14), range(33)):
        assert is_day(f"{year}{month:02}{day:02}") == exists(year, month, day), (month, day)


@pytest.mark.parametrize(
    "text", ["2026022", "202602290", "2026-2-1", "2026\xb201", "+2260201", "17991231", ""]
)
def test_anything_else_is_no_day(text: str) -> None:
    assert not is_day(text)
    assert read_date(text) is None


def test_a_day_is_read_as_a_date() -> None:
    assert read_date("20240229") == date(2024, 2, 29)


def test_a_range_gives_both_its_dates() -> None:
    assert read_dates("20260201-20260228") == (date(2026, 2, 1), date(2026, 2, 28))
    assert read_dates("20260201") == (date(2026, 2, 1),)
    assert read_dates("20260201-99999999") == (date(2026, 2, 1),)


def test_a_span_is_from_the_first_day_to_the_last_whichever_way_round() -> None:
    assert span_of("20260228-20260201") == ("20260201", "20260228")
    assert span_of("20260201") == ("20260201", "20260201")
    assert span_of("99999999-99999999") is None


def test_a_day_goes_to_iso_and_on_to_a_date() -> None:
    assert iso("20260301") == "2026-03-01"
    assert read_iso("2026-03-01") == date(2026, 3, 1)
    assert (iso(""), read_iso(None)) == (None, None)
