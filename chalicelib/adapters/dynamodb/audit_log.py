"""The audit log: a partition for each practice and month, so that no one is hot or endless.

Rows have no time to live and no function may delete one (45 CFR 164.316(b)(2): six years).
"""

import base64
import json
from dataclasses import dataclass

from chalicelib.adapters.dynamodb.encoding import decode, encode, encode_instant
from chalicelib.adapters.dynamodb.keys import access as keys
from chalicelib.adapters.dynamodb.places.place import within
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.access.audit import AuditEntry
from chalicelib.domain.identifiers import PracticeId
from chalicelib.domain.paging import Page
from chalicelib.domain.wanted import Span


@dataclass(frozen=True, slots=True)
class DynamoAuditLog:
    table: Table

    def add(self, entry: AuditEntry) -> None:
        place, month = f"{encode_instant(entry.at)}#{entry.entry_id}", f"{entry.at:%Y-%m}"
        for practice_id in entry.practice_ids:
            self.table.put_if_absent(item(keys.audit(practice_id, month, place), encode(entry)))

    def of_practice(
        self, practice_id: PracticeId, month: str, span: Span, limit: int, cursor: str | None
    ) -> Page[AuditEntry]:
        pk, (begin, end) = keys.audit(practice_id, month).pk, within(span)
        before = end if cursor is None else min(end, _read_cursor(pk, cursor))
        found = self.table.latest(pk, limit + 1, begin, before)
        shown = found[:limit]
        more = _write_cursor(pk, str(shown[-1]["sk"])) if len(found) > limit else None
        return Page(tuple(decode(AuditEntry, stored) for stored in shown), more)


def _write_cursor(pk: str, sk: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([pk, sk]).encode()).decode()


def _read_cursor(pk: str, cursor: str) -> str:
    place = json.loads(base64.urlsafe_b64decode(cursor))
    if not (isinstance(place, list) and len(place) == 2 and place[0] == pk):
        raise ValueError("not a cursor of this practice and month")
    if not (isinstance(place[1], str) and place[1]):
        raise ValueError("not a cursor of ours")
    return place[1]
