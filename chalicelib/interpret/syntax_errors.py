"""What a 999 says is wrong with a transaction set, as codes and as words."""

from collections.abc import Iterator

from chalicelib.x12.acknowledgment_999 import SegmentError, SetAcknowledgment

_MOST_TOLD = 5
"""The words are repeated for every claim of a rejected set; the rest is in the 999 itself."""


def error_codes(rejected: SetAcknowledgment) -> tuple[str, ...]:
    """IK502, IK304 and IK403 codes, each once, such as "IK403:6"."""
    return tuple(dict.fromkeys(_codes(rejected)))


def error_words(rejected: SetAcknowledgment) -> str:
    """Where the first few errors are; bad values are never repeated."""
    places = [_place(error) for error in rejected.errors[:_MOST_TOLD]]
    more = len(rejected.errors) - len(places)
    if more:
        places.append(f"and {more} more")
    return "; ".join(places)


def _codes(rejected: SetAcknowledgment) -> Iterator[str]:
    for code in rejected.error_codes:
        yield f"IK502:{code}"
    for error in rejected.errors:
        yield f"IK304:{error.code}"
        for element in error.element_errors:
            yield f"IK403:{element.code}"


def _place(error: SegmentError) -> str:
    words = [f"{error.segment_id} segment {error.segment_number or '?'}"]
    if error.loop:
        words.append(f"loop {error.loop}")
    words += [f"element {each.position}" for each in error.element_errors if each.position]
    if error.business_unit is not None and error.business_unit.name == "CLM01":
        words.append(f"claim {error.business_unit.value}")
    return ", ".join(words)
