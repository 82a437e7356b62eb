"""A payer's rhythm and its silences, by examples and by their laws."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.completeness.rhythm import (
    ENOUGH,
    Silence,
    longest_usual,
    silences,
    usual_interval,
)

MONDAY = date(2026, 1, 5)
days_of_payment = st.lists(st.dates(date(2025, 1, 1), date(2027, 1, 1)), max_size=60)


def every(interval: int, times: int, first: date = MONDAY) -> list[date]:
    return [first + timedelta(days=interval * n) for n in range(times)]


def without(days: Iterable[date], *places: int) -> list[date]:
    return [day for place, day in enumerate(days) if place not in places]


def test_a_weekly_payer_with_a_month_without_has_a_gap() -> None:
    days = without(every(7, 20), 10, 11, 12, 13)
    assert silences(days, days[-1]) == (
        Silence(days[9], days[9] + timedelta(days=7), days[9] + timedelta(days=35)),
    )


@pytest.mark.parametrize(
    ("interval", "missed", "found"),
    [(7, 1, 0), (7, 2, 1), (14, 1, 1), (30, 1, 1), (1, 10, 0), (1, 11, 1), (91, 1, 1)],
)
def test_so_many_runs_may_be_missed(interval: int, missed: int, found: int) -> None:
    days = without(every(interval, 30), *range(12, 12 + missed))
    assert len(silences(days, days[-1])) == found


def test_a_payer_that_has_stopped_is_silent_until_today() -> None:
    days = every(7, 10)
    assert silences(days, days[-1] + timedelta(days=17)) == ()
    until = days[-1] + timedelta(days=18)
    assert silences(days, until) == (Silence(days[-1], days[-1] + timedelta(days=7), until),)


def test_of_a_payer_that_has_paid_three_times_nothing_is_said() -> None:
    assert silences(every(7, ENOUGH - 1), date(2027, 1, 1)) == ()
    assert usual_interval(every(7, ENOUGH)) == 7


def test_a_payment_on_the_last_day_of_a_month_counts_for_its_own_day() -> None:
    ends = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    assert silences(ends, date(2026, 5, 31)) == ()


@given(st.integers(1, 60), st.integers(ENOUGH, 40), st.integers(0, 10))
def test_who_keeps_the_rhythm_is_never_silent(interval: int, times: int, more: int) -> None:
    days = every(interval, times)
    assert silences(days, days[-1] + timedelta(days=more)) == ()


@given(days_of_payment, st.dates(date(2025, 1, 1), date(2027, 6, 1)), st.randoms())
def test_order_and_repetition_change_nothing(days: list[date], until: date, random: object) -> None:
    again = [*days, *days[::2]]
    random.shuffle(again)  # type: ignore[attr-defined]
    assert silences(again, until) == silences(days, until)


@given(days_of_payment, st.dates(date(2025, 1, 1), date(2027, 6, 1)), st.integers(-400, 400))
def test_only_distances_count(days: list[date], until: date, shift: int) -> None:
    by = timedelta(days=shift)
    moved = silences([day + by for day in days], until + by)
    assert moved == tuple(
        Silence(s.last_heard + by, s.expected_on + by, s.until + by) for s in silences(days, until)
    )


@given(days_of_payment, st.dates(date(2025, 1, 1), date(2027, 6, 1)))
def test_a_silence_is_exactly_a_stretch_that_is_too_long(days: list[date], until: date) -> None:
    known = sorted({day for day in days if day <= until})
    usual = usual_interval(known)
    found = {(s.last_heard, s.until) for s in silences(days, until)}
    too_long = {
        (one, following)
        for one, following in pairwise((*known, until))
        if usual is not None and (following - one).days > longest_usual(usual)
    }
    assert found == too_long
    assert len(known) >= ENOUGH or not found


@given(days_of_payment)
def test_half_of_the_intervals_are_no_longer_than_the_usual_one(days: list[date]) -> None:
    known, usual = sorted(set(days)), usual_interval(days)
    if usual is not None:
        intervals = [(following - one).days for one, following in pairwise(known)]
        assert 2 * sum(each <= usual for each in intervals) >= len(intervals)
        assert 2 * sum(each < usual for each in intervals) <= len(intervals)
        assert longest_usual(usual) > usual
