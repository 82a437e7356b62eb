from datetime import date
from decimal import Decimal

import pytest

from chalicelib.x12.text.columns import day, money, row


def test_cells_start_at_their_columns() -> None:
    assert row((2, "A"), (5, "B")) == "  A  B"


def test_a_long_cell_pushes_the_next_one_with_a_blank_between() -> None:
    assert row((0, "ABCDE"), (5, "F"), (9, "G")) == "ABCDE F  G"


def test_empty_cells_leave_no_trace_at_the_end() -> None:
    assert row((0, "A"), (5, ""), (9, "")) == "A"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("1", "1.00"),
        ("-0", "0.00"),
        ("1.5", "1.50"),
        ("0.125", "0.125"),
        ("-20", "-20.00"),
        ("1E+3", "1000.00"),
    ],
)
def test_money_has_cents_and_loses_no_digit(amount: str, shown: str) -> None:
    assert money(Decimal(amount)) == shown


def test_an_unknown_day_is_empty() -> None:
    assert (day(date(2026, 3, 1)), day(None)) == ("03/01/2026", "")
