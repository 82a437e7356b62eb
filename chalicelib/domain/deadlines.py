"""Deadlines: how long each answer may stay out before a batch counts as stalled."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

HARD_LIMIT = timedelta(hours=72)
"""After handing in, whatever a profile says: by then every claim has a first verdict, or the batch
is stalled. Clearinghouses themselves name 72 hours as the point at which to call."""

SOONEST_WARNING = timedelta(hours=24)
"""A payer is never called late before that, however quick it used to be."""


class Stage(StrEnum):
    """What a batch or a claim waits for, in the order of the way."""

    SENDING = "sending"
    ACKNOWLEDGMENT = "acknowledgment"
    CLAIM_VERDICT = "claim_verdict"
    PEND = "pend"
    PAYER_ANSWER = "payer_answer"
    REMITTANCE = "remittance"

    @property
    def is_hard(self) -> bool:
        """Whether the 72-hour rule holds."""
        return self in {Stage.SENDING, Stage.ACKNOWLEDGMENT, Stage.CLAIM_VERDICT}

    @property
    def is_payers(self) -> bool:
        return self in {Stage.PAYER_ANSWER, Stage.REMITTANCE}

    @property
    def later(self) -> tuple["Stage", ...]:
        stages = tuple(Stage)
        return stages[stages.index(self) + 1 :]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """None where that answer is never promised.

    `acknowledgment` and `claim_verdict` count from the sending, `pend` from the day on which the
    clearinghouse began to hold a claim back, `payer_answer` from its acceptance by the
    clearinghouse, `remittance` from its acceptance by the payer.
    """

    acknowledgment: timedelta | None
    claim_verdict: timedelta | None
    pend: timedelta | None
    payer_answer: timedelta | None
    remittance: timedelta | None

    def of(self, stage: Stage) -> timedelta | None:
        if stage is Stage.SENDING:
            return HARD_LIMIT
        allowed: timedelta | None = getattr(self, stage.value)
        return allowed

    def without_payers(self) -> "Deadlines":
        """For test accounts: a test goes to no payer."""
        return replace(self, pend=None, payer_answer=None, remittance=None)


@dataclass(frozen=True, slots=True)
class Wait:
    """So many claims wait for the same thing, the first of them since then.

    `payer_id` is set for what a payer has to say. A wait of a whole file counts no claims.
    """

    stage: Stage
    since: datetime
    claims: int = 0
    payer_id: str | None = None


def due_at(wait: Wait, received_at: datetime, deadlines: Deadlines) -> datetime | None:
    """When the wait is over its deadline; None when nobody promises this answer."""
    allowed = deadlines.of(wait.stage)
    due = None if allowed is None else wait.since + allowed
    if not wait.stage.is_hard:
        return due
    limit = received_at + HARD_LIMIT
    return limit if due is None else min(due, limit)


def look_again_at(
    waits: Iterable[Wait], dues: Iterable[datetime], now: datetime, deadlines: Deadlines
) -> datetime | None:
    """When a batch is to be looked at next, so that no deadline is noticed late.

    `dues` are the instants at which a present wait becomes late. A stage that has not begun yet
    cannot be over before its whole time has passed from now. None: nothing can become late.
    """
    later = {stage for wait in waits for stage in wait.stage.later}
    allowed = [each for stage in later if (each := _shortest(stage, deadlines)) is not None]
    looks = [due for due in dues if due > now] + [now + each for each in allowed]
    return min(looks, default=None)


def _shortest(stage: Stage, deadlines: Deadlines) -> timedelta | None:
    allowed = deadlines.of(stage)
    if allowed is None or stage is not Stage.PAYER_ANSWER:
        return allowed
    return min(allowed, SOONEST_WARNING)
