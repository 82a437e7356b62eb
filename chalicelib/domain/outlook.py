"""The outlook of a batch: what is overdue, which payers are late, and when to look again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.deadlines import Deadlines, Stage, Wait, due_at, look_again_at
from chalicelib.domain.stall import LatePayer


@dataclass(frozen=True, slots=True)
class Overdue:
    wait: Wait
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Outlook:
    """`overdue` is the first on the way of what is over its deadline; `look_at` None means that
    nothing can become late any more."""

    overdue: Overdue | None
    late_payers: tuple[LatePayer, ...]
    look_at: datetime | None


def outlook(
    waits: Collection[Wait],
    received_at: datetime,
    deadlines: Deadlines,
    usual: Mapping[str, timedelta],
    now: datetime,
) -> Outlook:
    """By what a batch waits for (in the order of the way) and what its payers usually take."""
    dues = [(wait, due) for wait in waits if (due := due_at(wait, received_at, deadlines))]
    early = [
        (_warning(wait, payer, usual[payer]), wait.since + usual[payer])
        for wait in waits
        if wait.stage is Stage.PAYER_ANSWER and (payer := wait.payer_id or "") in usual
    ]
    overdue = next((Overdue(wait, due) for wait, due in dues if due <= now), None)
    late = tuple(payer for payer, warn_at in early if warn_at <= now)
    moments = [moment for _, moment in (*dues, *early)]
    return Outlook(overdue, late, look_again_at(waits, moments, now, deadlines))


def _warning(wait: Wait, payer_id: str, usual: timedelta) -> LatePayer:
    return LatePayer(payer_id, wait.claims, wait.since, int(usual.total_seconds() // 3600))
