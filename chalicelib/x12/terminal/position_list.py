"""Positions of claims as people write them: 1,3-5."""

from chalicelib.x12.profile_rules import MOST_SETS


def read_positions(text: str) -> frozenset[int]:
    """The positions of a list of numbers and ranges, both ends included.

    Raises ValueError for anything else, such as a 0, a range that runs backwards, or one that
    holds more claims than a file with a transaction set for each can take.
    """
    positions: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        low, high = int(first), int(last or first)
        if not 0 < low <= high < low + MOST_SETS:
            raise ValueError(f"{part} is no position")
        positions.update(range(low, high + 1))
    return frozenset(positions)
