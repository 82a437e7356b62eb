"""An auditor searches what was done to a practice's data."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.access.audit import AuditEntry
from chalicelib.domain.access.reach import Reach
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import PracticeId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import AuditLog, Clock
from chalicelib.domain.wanted import Span


@dataclass(frozen=True, slots=True)
class Sought:
    """Entries of a practice at `since` or later and before `until`; of one principal and about one
    subject, if given."""

    practice_id: PracticeId
    since: datetime
    until: datetime
    principal_id: str | None = None
    subject: str | None = None

    @property
    def span(self) -> Span:
        return Span(self.since, self.until)

    def picks(self, entry: AuditEntry) -> bool:
        """Among those of its time."""
        of_whom = self.principal_id in (None, entry.principal_id)
        return of_whom and self.subject in (None, *entry.subjects)


@dataclass(frozen=True, slots=True)
class SearchAudit:
    audit_log: AuditLog
    clock: Clock

    def __call__(
        self, sought: Sought, reach: Reach, limit: int, cursor: str | None
    ) -> Page[AuditEntry]:
        """Newest first. A page looks through `limit` entries of one month, none of another time,
        and holds those that were sought, perhaps none: go on while there is a cursor.

        Raises NotFoundError for a practice out of reach, ValueError on a cursor that is not ours.
        """
        if sought.practice_id not in reach.practices:
            raise NotFoundError("practice", sought.practice_id)
        oldest = month_of(sought.since)
        newest = max(oldest, month_of(min(sought.until, self.clock.now())))
        month, place = (newest, None) if cursor is None else _read(cursor)
        if not oldest <= month <= newest:
            raise ValueError("a cursor of another search")
        page = self.audit_log.of_practice(sought.practice_id, month, sought.span, limit, place)
        found = tuple(filter(sought.picks, page.items))
        return Page(found, _next(sought, month, page.next_cursor))


def _next(sought: Sought, month: str, place: str | None) -> str | None:
    if place is not None:
        return f"{month}~{place}"
    earlier = month_before(month)
    return f"{earlier}~" if earlier >= month_of(sought.since) else None


def _read(cursor: str) -> tuple[str, str | None]:
    month, mark, place = cursor.partition("~")
    if not mark:
        raise ValueError("not a cursor of ours")
    return month, place or None


def month_of(instant: datetime) -> str:
    return f"{instant.year:04d}-{instant.month:02d}"


def month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year - 1:04d}-12" if number == 1 else f"{year:04d}-{number - 1:02d}"
