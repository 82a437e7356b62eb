"""The line of a file that the clearinghouse put out, in the book `seen`."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.conservation.line import Line, Order, instant_text
from chalicelib.domain.identifiers import ResponseId
from chalicelib.domain.response import Response, ResponseOrigin, ResponseState

SEEN = "seen"
UNPACKED = "unpacked"
UNMARKED = "unmarked"
HANDED_IN = "handed_in"

RESPONSE_STANDS = {
    ResponseState.STORED: "waiting",
    ResponseState.APPLIED: "applied",
    ResponseState.UNKNOWN: "quarantined",
}


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file of a listing that was taken care of, and as which response."""

    response_id: ResponseId
    modified_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerRecords:
    """All that the table tells of one file; `before` is its line in the last statement."""

    at: str
    response_id: ResponseId
    seen: SeenFile | None
    response: Response | None
    before: Line | None = None


def seen_line(records: AnswerRecords) -> Line:
    """A member of a ZIP came by being unpacked, what a person downloaded by being handed in.
    Another response whose mark is missing was collected by a visit that broke off before it could
    note that the file was seen: nothing is lost by that.
    """
    response = records.response
    stands = RESPONSE_STANDS[response.state] if response else None
    return Line(records.response_id, records.at, _came(records), stands)


def _came(records: AnswerRecords) -> str | None:
    if records.seen is not None:
        return SEEN
    if records.response is None:
        return records.before.came if records.before else None
    if records.response.parent_id:
        return UNPACKED
    return UNMARKED if records.response.origin is ResponseOrigin.COLLECTED else HANDED_IN


def order_of(record: SeenFile | Response) -> Order:
    return instant_text(record.modified_at), record.response_id
