"""GET /v1/events: what happened, in order, without a gap."""

import re

from chalicelib.domain.access.scope import Scope
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.event_models import EventsOut
from chalicelib.entry.http.paging import limit_of
from chalicelib.entry.http.problem_types import BEYOND_THE_FEED
from chalicelib.entry.http.problems import bad_request
from chalicelib.entry.http.route import LIMIT, Query, Route

GREATEST = 10**12
AFTER = Query(
    "after",
    "The number of the last event that you know; 0 for the very beginning.",
    {"type": "integer", "minimum": 0, "maximum": GREATEST, "default": 0},
)


def list_events(call: Call) -> Answer:
    followed = call.courier.follow_events(_after(call), limit_of(call), call.caller.reach)
    return Answer(EventsOut.of(followed))


def _after(call: Call) -> int:
    text = call.query("after")
    if text is None:
        return 0
    if not re.fullmatch("[0-9]{1,13}", text) or int(text) > GREATEST:
        raise bad_request(f"after is a whole number from 0 to {GREATEST}.")
    return int(text)


ROUTES = (
    Route(
        "GET",
        "/v1/events",
        list_events,
        "What happened to your practices, oldest first; ask again from `after`, whatever came.",
        EventsOut,
        Scope.EVENTS_READ,
        query=(AFTER, LIMIT),
        problems=(BEYOND_THE_FEED,),
        is_followed=True,
    ),
)
