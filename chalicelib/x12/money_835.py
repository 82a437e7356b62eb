"""Amounts of an 835."""

from decimal import Decimal

from chalicelib.x12.delimiters import UnreadableInterchange
from chalicelib.x12.values import read_amount


def read_money(text: str) -> Decimal:
    """An amount; an absent one is zero. Raises UnreadableInterchange `amount`, never guesses."""
    amount = read_amount(text) if text else Decimal()
    if amount is None:
        raise UnreadableInterchange("amount")
    return amount
