"""What an 835 states beside the payment: AMT, and the amounts and remarks of MIA and MOA."""

from collections.abc import Iterator

from chalicelib.x12.loops import Loop
from chalicelib.x12.remittance import SupplementalAmount
from chalicelib.x12.values import read_amount

_AMOUNTS_AT = {
    "MIA": (2, 4, *range(6, 15), *range(16, 20), 24),
    "MOA": (2, 8, 9),
}
_REMARKS_AT = {"MIA": (5, 20, 21, 22, 23), "MOA": (3, 4, 5, 6, 7)}


def read_supplemental_amounts(loop: Loop) -> Iterator[SupplementalAmount]:
    """AMT by its qualifier, MIA and MOA by the element, such as MOA02 (835 guide, loop 2100).

    They balance nothing, so one that is no number is left out rather than refused.
    """
    for segment in loop:
        if segment.id == "AMT":
            stated = [(segment[1], segment[2])]
        else:
            places = _AMOUNTS_AT.get(segment.id, ())
            stated = [(f"{segment.id}{at:02d}", segment[at]) for at in places]
        for code, text in stated:
            amount = read_amount(text)
            if amount is not None:
                yield SupplementalAmount(code, amount)


def read_claim_remarks(loop: Loop) -> Iterator[str]:
    """The remark codes of MIA and MOA."""
    for segment in loop:
        yield from (segment[at] for at in _REMARKS_AT.get(segment.id, ()) if segment[at])
