from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.x12.amounts import in_units, read_number
from chalicelib.x12.values import read_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12.50", "12.50"), ("0", "0"), ("-3", "-3"), (".5", "0.5"), ("5.", "5"), ("007", "7")],
)
def test_amounts_have_digits_one_point_and_a_leading_minus(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "-",
        "--1",
        "12,50",
        "1E3",
        "NaN",
        "+1",
        " 1",
        "1.2.3",
        ".-5",
        "$5",
        "1-",
        "1\xb2",
        "9" * 19,
    ],
)
def test_anything_else_is_no_amount(text: str) -> None:
    assert read_amount(text) is None
    assert in_units(text) is None


@given(st.from_regex(r"-?(?:[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,18})", fullmatch=True))
def test_amounts_in_units_are_the_same_amounts(text: str) -> None:
    assert in_units(text) == Decimal(text).scaleb(18)


@pytest.mark.parametrize("text", ["", "-1", "1.0", "x", "\xb9", "1" * 5000])
def test_counts_are_digits_only(text: str) -> None:
    assert read_number(text) is None


def test_leading_zeros_do_not_matter_in_a_count() -> None:
    assert read_number("0042") == 42
