"""GET /v1/audit: who read or changed what, and from where."""

from datetime import datetime

from chalicelib.domain.access.audit import AuditEntry
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import PracticeId
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.filters import instant_query, required_instant_of
from chalicelib.entry.http.paging import cursor_of, limit_of, unknown_cursor
from chalicelib.entry.http.problems import bad_request
from chalicelib.entry.http.route import PAGING, PRACTICE_ID, Route, named_id
from chalicelib.entry.model import Model
from chalicelib.services.access.search_audit import Sought


class AuditEntryOut(Model):
    """`status` is that of the answer; null: begun, and the entry of its end stands beside it unless
    it broke off."""

    entry_id: str
    at: datetime
    principal_id: str
    kind: str
    did: str
    subjects: tuple[str, ...]
    practice_ids: tuple[str, ...]
    source: str
    request_id: str
    status: int | None

    @classmethod
    def of(cls, entry: AuditEntry) -> "AuditEntryOut":
        return cls.model_validate(entry, from_attributes=True)


class AuditOut(Model):
    """A page may hold fewer entries than the limit, even none: go on while there is a cursor."""

    entries: tuple[AuditEntryOut, ...]
    next_cursor: str | None = None


def search_audit(call: Call) -> Answer:
    sought = Sought(
        practice_id=PracticeId(call.required("practice_id")),
        since=required_instant_of(call, "from"),
        until=required_instant_of(call, "to"),
        principal_id=call.query("principal"),
        subject=call.query("subject"),
    )
    if sought.until < sought.since:
        raise bad_request("to lies before from.")
    limit, cursor = limit_of(call), cursor_of(call)
    try:
        page = call.courier.search_audit(sought, call.caller.reach, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    entries = tuple(
        # Only what the searcher may know of: an entry can be about other practices, too.
        AuditEntryOut.of(entry).model_copy(
            update={"practice_ids": tuple(sorted(call.caller.practices & {*entry.practice_ids}))}
        )
        for entry in page.items
    )
    return Answer(AuditOut(entries=entries, next_cursor=page.next_cursor))


ROUTES = (
    Route(
        "GET",
        "/v1/audit",
        search_audit,
        "What was read and changed of a practice's data, by whom and from where, newest first.",
        AuditOut,
        Scope.AUDIT_READ,
        query=(
            PRACTICE_ID,
            instant_query("from", "The first instant.", required=True),
            instant_query("to", "The instant before which to end.", required=True),
            named_id("principal", "A key's or a user's id.", required=False),
            named_id("subject", "What was read or changed, such as a claim's id.", required=False),
            *PAGING,
        ),
    ),
)
