"""What an 835 states beside the payment: AMT, MIA and MOA, and the summaries TS3 and TS2."""

from collections.abc import Iterator

from chalicelib.x12.amounts import read_number
from chalicelib.x12.loops import Loop
from chalicelib.x12.remittance import ProviderSummary, SupplementalAmount
from chalicelib.x12.values import read_amount, read_date

_AMOUNTS_AT = {
    "MIA": (2, 4, *range(6, 15), *range(16, 20), 24),
    "MOA": (2, 8, 9),
    "TS3": (5, 13, 15, 17, 18, 20, 21, 22, 24),
    "TS2": (*range(1, 7), 8, 9, 15, 17, 18, 19),
}
_REMARKS_AT = {"MIA": (5, 20, 21, 22, 23), "MOA": (3, 4, 5, 6, 7)}


def read_supplemental_amounts(loop: Loop) -> Iterator[SupplementalAmount]:
    """AMT by its qualifier, others by the element, such as MOA02 (835 guide, 2000 and 2100).

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


def read_provider_summaries(loop: Loop) -> Iterator[ProviderSummary]:
    """The summary of a loop 2000: TS3, and TS2 behind it (835 guide)."""
    for at, ts3 in enumerate(loop):
        if ts3.id == "TS3":
            amounts = tuple(read_supplemental_amounts(loop[at:]))
            yield ProviderSummary(ts3[1], ts3[2], read_date(ts3[3]), read_number(ts3[4]), amounts)


def read_claim_remarks(loop: Loop) -> Iterator[str]:
    """The remark codes of MIA and MOA."""
    for segment in loop:
        yield from (segment[at] for at in _REMARKS_AT.get(segment.id, ()) if segment[at])
