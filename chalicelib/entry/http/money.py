"""Money as the API writes it."""

from decimal import Decimal
from typing import Annotated

from pydantic import PlainSerializer


def money_text(amount: Decimal) -> str:
    """US dollars with two decimals, or with all of them where a file has more: "105.00"."""
    decimals = max(2, -int(amount.as_tuple().exponent))
    return f"{amount:.{decimals}f}"


Money = Annotated[Decimal, PlainSerializer(money_text, return_type=str)]
