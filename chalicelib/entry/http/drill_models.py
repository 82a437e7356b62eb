"""Restore drills as the API shows them."""

from datetime import datetime

from chalicelib.domain.drill import Drill
from chalicelib.entry.model import Model


class DrillFailureOut(Model):
    subject: str
    flaw: str


class DrillOut(Model):
    """`objects` were read so far, `failed` of them were missing, altered or unreadable; the first
    hundred are named. `cold` ones lie in Deep Archive. `unbalanced` payments are as they came.
    `passed` is null while it runs."""

    drill_id: str
    account_id: str
    whole: bool
    asked_by: str
    began_at: datetime
    ended_at: datetime | None
    objects: int
    bytes: int
    remittances: int
    unbalanced: int
    cold: int
    failed: int
    failures: tuple[DrillFailureOut, ...]
    passed: bool | None
    report_sha256: str | None

    @classmethod
    def of(cls, drill: Drill) -> "DrillOut":
        return cls(
            drill_id=drill.drill_id,
            account_id=drill.account_id,
            whole=drill.is_whole,
            asked_by=drill.asked_by,
            began_at=drill.began_at,
            ended_at=drill.ended_at,
            objects=drill.checked,
            bytes=drill.size,
            remittances=drill.remittances,
            unbalanced=drill.unbalanced,
            cold=drill.cold,
            failed=drill.failed,
            failures=tuple(
                DrillFailureOut(subject=each.subject, flaw=each.flaw) for each in drill.failures
            ),
            passed=drill.has_passed if drill.ended_at else None,
            report_sha256=drill.report_sha256,
        )


class DrillsOut(Model):
    drills: tuple[DrillOut, ...]
    next_cursor: str | None = None
