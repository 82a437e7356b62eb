"""A restore drill: what lies in the archive is read back and compared with what the table knows.

One of the whole archive reads everything; one of a sample reads a few things of every page of the
lists, chosen by a seed. Either goes on page by page: how far it has come is in its row.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.identifiers import AccountId, DrillId, digest

FAILURES_NAMED = 100
"""So many are named in the row and in the report; all of them are counted."""

SAMPLED_A_PAGE = 5


class Flaw(StrEnum):
    """What a drill may find; `unreadable` is an 835 whose bytes are right and make no sense."""

    MISSING = "missing"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Failure:
    """`subject` is the id of a batch, transmission or response."""

    subject: str
    flaw: Flaw


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking one thing: so many objects and bytes were read. `unbalanced` payments
    are as their payers sent them; they say nothing against the archive. `cold` objects are there,
    but can't be read at once."""

    objects: int = 0
    size: int = 0
    remittances: int = 0
    unbalanced: int = 0
    cold: int = 0
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a drill goes on: in which list, and behind which cursor; `list` counts from 0."""

    list: int = 0
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Drill:
    """`seed` chooses the sample; None for the whole archive. `progress` is None once all pages are
    done. `revision` counts the steps, to tell races."""

    drill_id: DrillId
    account_id: AccountId
    began_at: datetime
    asked_by: str
    seed: str | None = None
    progress: Progress | None = Progress()
    checked: int = 0
    size: int = 0
    remittances: int = 0
    unbalanced: int = 0
    cold: int = 0
    failed: int = 0
    failures: tuple[Failure, ...] = ()
    ended_at: datetime | None = None
    report_sha256: str | None = None
    revision: int = 0

    @property
    def is_whole(self) -> bool:
        return self.seed is None

    @property
    def has_passed(self) -> bool:
        """Nothing is missing or altered, of all that could be read."""
        return self.ended_at is not None and not self.failed

    def go_on(self, checked: Iterable[Checked], progress: Progress | None) -> "Drill":
        """With one page more; `progress` None when it was the last."""
        some = tuple(checked)
        failures = tuple(failure for each in some for failure in each.failures)
        return replace(
            self,
            progress=progress,
            checked=self.checked + sum(each.objects for each in some),
            size=self.size + sum(each.size for each in some),
            remittances=self.remittances + sum(each.remittances for each in some),
            unbalanced=self.unbalanced + sum(each.unbalanced for each in some),
            cold=self.cold + sum(each.cold for each in some),
            failed=self.failed + len(failures),
            failures=(*self.failures, *failures)[:FAILURES_NAMED],
            revision=self.revision + 1,
        )

    def end(self, at: datetime, report_sha256: str) -> "Drill":
        ended = replace(self, ended_at=at, report_sha256=report_sha256)
        return replace(ended, revision=self.revision + 1)

    def chosen(self, ids: Iterable[str]) -> frozenset[str]:
        """Which things of a page are read: all, or those with the smallest digests by the seed."""
        if self.seed is None:
            return frozenset(ids)
        seed = self.seed
        return frozenset(sorted(ids, key=lambda each: digest(seed, each))[:SAMPLED_A_PAGE])


def monthly_drill_id(account_id: AccountId, month: str) -> DrillId:
    """The month's drill of an account is one, however often it is begun."""
    return DrillId("drl_" + digest(account_id, "monthly", month))


def requested_drill_id(account_id: AccountId, at: datetime) -> DrillId:
    return DrillId("drl_" + digest(account_id, "requested", at.isoformat()))
