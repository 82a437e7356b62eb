"""Positions of claims as people write them: 1,3-5."""


def read_positions(text: str) -> frozenset[int]:
    """The positions of a list of numbers and ranges, both ends included.

    Raises ValueError for anything else, such as a 0 or a range that runs backwards.
    """
    positions: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        low, high = int(first), int(last or first)
        if not 0 < low <= high:
            raise ValueError(f"{part} is no position")
        positions.update(range(low, high + 1))
    return frozenset(positions)
