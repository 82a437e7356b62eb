"""The claim status categories of a 277CA, and what several of them mean together."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from chalicelib.x12.claim_ack_277ca import Status, StatusCode


class Meaning(StrEnum):
    """`unknown` stands for a category that is in no table: it never counts as an acceptance."""

    REJECTED = "rejected"
    UNKNOWN = "unknown"
    PENDED = "pended"
    FORWARDED = "forwarded"
    ACCEPTED = "accepted"


CATEGORIES = {
    "A0": Meaning.FORWARDED,
    "A1": Meaning.ACCEPTED,
    "A2": Meaning.ACCEPTED,
    "A3": Meaning.REJECTED,
    "A4": Meaning.REJECTED,
    "A5": Meaning.ACCEPTED,
    "A6": Meaning.REJECTED,
    "A7": Meaning.REJECTED,
    "A8": Meaning.REJECTED,
    "P0": Meaning.PENDED,
    "P1": Meaning.PENDED,
    "P2": Meaning.PENDED,
    "P3": Meaning.PENDED,
    "P4": Meaning.PENDED,
    "P5": Meaning.PENDED,
}
"""A0 forwarded, A1 received, A2 taken into adjudication, A3 returned, A4 not found, A5 split,
A6 to A8 rejected, P pended (X12 list 507; the wording is ours)."""

_AWAITING_ELIGIBILITY = "56"
_REJECTING_ACTION = "U"


def meaning_of(statuses: Iterable[Status]) -> Meaning:
    """What all STC segments of one place say together: the least favorable one stands."""
    meanings = {meaning for status in statuses for meaning in _meanings(status)}
    return next((meaning for meaning in Meaning if meaning in meanings), Meaning.UNKNOWN)


def codes_of(statuses: Iterable[Status]) -> tuple[str, ...]:
    """Category, status and entity, such as "A7:562:85", each once."""
    codes = (":".join(_parts(code)) for status in statuses for code in _codes(status))
    return tuple(dict.fromkeys(codes))


def _meanings(status: Status) -> Iterator[Meaning]:
    if status.action == _REJECTING_ACTION:
        yield Meaning.REJECTED
    for code in _codes(status):
        yield _meaning(code)


def _meaning(code: StatusCode) -> Meaning:
    """Received, but held until the payer knows the patient, is no acceptance."""
    if code.category == "A1" and code.code == _AWAITING_ELIGIBILITY:
        return Meaning.PENDED
    return CATEGORIES.get(code.category, Meaning.UNKNOWN)


def _codes(status: Status) -> Iterator[StatusCode]:
    yield StatusCode(status.category, status.code, status.entity)
    yield from status.further


def _parts(code: StatusCode) -> Iterator[str]:
    return (part for part in (code.category, code.code, code.entity) if part)
