"""Code lists kept outside of the guides: a code we do not know is a warning, never an error."""

from collections.abc import Sequence
from functools import lru_cache

from chalicelib.x12 import element_rules
from chalicelib.x12.findings import WARNING, Hit, Rule

_PLACE_LIST = (
    "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 31 32 33 34"
    " 41 42 49 50 51 52 53 54 55 56 57 58 60 61 62 65 66 71 72 81 99"
)
_PLACES_OF_SERVICE = frozenset(_PLACE_LIST.split())
_FREQUENCIES = frozenset({"1", "6", "7", "8"})

PLACE_OF_SERVICE = Rule(
    "x12.place_of_service",
    WARNING,
    None,
    "{at} is no place of service that was known in 2026.",
    "Check the place of service against the list of CMS.",
)
FREQUENCY = Rule(
    "x12.claim_frequency",
    WARNING,
    None,
    "{at} is no usual claim frequency: 1 original, 6 or 7 corrected, 8 void.",
    "Check box 22 of the claim (resubmission code).",
)


def claim_codes(elements: list[str], component: str) -> Sequence[Hit]:
    """CLM05 of a professional or dental claim: place of service and frequency."""
    return _facility_codes(elements[5], component) if len(elements) > 5 else ()


@lru_cache(maxsize=256)
def _facility_codes(facility: str, component: str) -> Sequence[Hit]:
    place, qualifier, frequency = [*facility.split(component), "", "", ""][:3]
    if qualifier != "B":
        return ()
    hits = [Hit(rule, 5, 1) for rule in _wrong_place(place)]
    if len(frequency) == 1 and frequency not in _FREQUENCIES:
        hits.append(Hit(FREQUENCY, 5, 3))
    return tuple(hits)


def line_place(elements: list[str], _: str) -> Sequence[Hit]:
    """SV105, the place of service of one line."""
    if len(elements) < 6 or not elements[5]:
        return ()
    return [Hit(rule, 5) for rule in _wrong_place(elements[5])]


@lru_cache(maxsize=256)
def _wrong_place(place: str) -> Sequence[Rule]:
    """A place that is missing or too long is for the guide to say."""
    if place in _PLACES_OF_SERVICE or not 0 < len(place) <= 2:
        return ()
    return (
        (PLACE_OF_SERVICE,)
        if len(place) == 2 and place.isdecimal()
        else (element_rules.CODE_SHAPE,)
    )
