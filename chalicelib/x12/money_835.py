"""Amounts of an 835."""

from decimal import Decimal

from chalicelib.x12.amounts import read_amount
from chalicelib.x12.delimiters import Unreadable, UnreadableInterchange


def read_money(text: str) -> Decimal:
    """An amount; an absent one is zero. Raises UnreadableInterchange `amount`, never guesses."""
    amount = read_amount(text) if text else Decimal()
    if amount is None:
        raise UnreadableInterchange(Unreadable.AMOUNT)
    return amount
