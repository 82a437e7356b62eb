"""Filters of lists, and instants, as clients send them."""

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from chalicelib.domain.wanted import Span
from chalicelib.entry.http.call import Call
from chalicelib.entry.http.problems import bad_request
from chalicelib.entry.http.route import Query

Choice = TypeVar("Choice", bound=StrEnum)

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
_INSTANT = f"{_DAY}[Tt]{_TIME}([Zz]|[+-][0-9]{{2}}:[0-9]{{2}})"


def choice_query(name: str, means: str, kind: type[StrEnum]) -> Query:
    return Query(name, means, {"type": "string", "enum": [each.value for each in kind]})


def instant_query(name: str, means: str, required: bool = False) -> Query:
    return Query(name, means, {"type": "string", "format": "date-time"}, required)


def span_queries(verb: str) -> tuple[Query, Query]:
    """Such as received_from and received_to."""
    return (
        instant_query(f"{verb}_from", f"Only what was {verb} at this instant or later."),
        instant_query(f"{verb}_to", f"Only what was {verb} before this instant."),
    )


def choice_of(call: Call, name: str, kind: type[Choice]) -> Choice | None:
    """Raises the bad-request problem for a word that is not among them."""
    given = call.query(name)
    if given is None:
        return None
    try:
        return kind(given)
    except ValueError:
        words = ", ".join(each.value for each in kind)
        raise bad_request(f"{name} is one of {words}.") from None


def instant_of(call: Call, name: str) -> datetime | None:
    """In UTC. Raises the bad-request problem for what is no instant of RFC 3339 with its offset."""
    given = call.query(name)
    return None if given is None else _instant(name, given)


def required_instant_of(call: Call, name: str) -> datetime:
    """As `instant_of`; raises the bad-request problem for one that is missing, too."""
    return _instant(name, call.required(name))


def _instant(name: str, given: str) -> datetime:
    try:
        if re.fullmatch(_INSTANT, given):
            # What is kept by months or sorted as text is so by UTC.
            return datetime.fromisoformat(given.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise bad_request(f"{name} is an instant of RFC 3339 such as 2026-03-14T09:30:00Z (+ is %2B).")


def span_of(call: Call, verb: str) -> Span:
    """Raises the bad-request problem, also for one that ends before it begins."""
    span = Span(instant_of(call, f"{verb}_from"), instant_of(call, f"{verb}_to"))
    if span.begin is not None and span.end is not None and span.end < span.begin:
        raise bad_request(f"{verb}_to lies before {verb}_from.")
    return span
