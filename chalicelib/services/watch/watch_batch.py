"""Watch one batch: begin, renew or end its stall, warn early, and say when to look again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.outlook import Outlook, Overdue, outlook
from chalicelib.domain.ports import Batches, Clock
from chalicelib.domain.stall import Stall
from chalicelib.services.diagnosis.assess_batch import AssessBatch
from chalicelib.services.diagnosis.diagnose_account import DiagnoseAccount
from chalicelib.services.diagnosis.probe_connection import Sighting
from chalicelib.services.watch.learn_lateness import LearnLateness
from chalicelib.services.watch.note_stall import NoteStall

RENEW_AFTER = timedelta(hours=6)
"""How old a stall's diagnosis may get: the cause may have become another."""
PAYERS_TAKE_TIME = timedelta(hours=1)
"""How often a stall is looked at that only a payer can end."""

Look = Callable[[], Sighting]
"""Probes the connection, once for all batches of an account."""


@dataclass(frozen=True, slots=True)
class WatchBatch:
    assess: AssessBatch
    batches: Batches
    clock: Clock
    diagnose: DiagnoseAccount
    learn: LearnLateness
    note: NoteStall

    def __call__(self, account: Account, batch: Batch, look: Look) -> Batch:
        """The batch as it stands after this look."""
        deadlines = profile_named(account.clearinghouse).deadlines_for(account.mode)
        assessment, now = self.assess(batch), self.clock.now()
        usual = self.learn(account.account_id, assessment)
        seen = outlook(assessment.waits, batch.received_at, deadlines, usual, now)
        stall = self._stall(account, batch, seen.overdue, look)
        return self._settle(batch, batch.watched(stall, _look_at(seen, now), seen.late_payers))

    def _stall(
        self, account: Account, batch: Batch, overdue: Overdue | None, look: Look
    ) -> Stall | None:
        if overdue is None:
            return None
        wait, old, now = overdue.wait, batch.stall, self.clock.now()
        if old is None:
            diagnosis = self.diagnose.about(account, batch, wait, look())
            return Stall(now, wait.stage, overdue.due_at, wait.claims, diagnosis)
        fresh = now - old.diagnosis.made_at < RENEW_AFTER
        if fresh and (old.stage, old.claims) == (wait.stage, wait.claims):
            return old
        diagnosis = self.diagnose.about(account, batch, wait, look())
        return old.renew(wait.stage, overdue.due_at, wait.claims, diagnosis)

    def _settle(self, old: Batch, new: Batch) -> Batch:
        """An event is written by whoever wins the write of its batch; what was lost with a writer
        that died is made good before the next change."""
        self.note.before(old, new)
        if new == old:
            return old
        try:
            self.batches.advance(old, new)
        except ConflictError:
            # Somebody else watches at the same moment and has seen the same.
            return self.batches.get(old.batch_id)
        self.note.after(old, new)
        return new


def _look_at(seen: Outlook, now: datetime) -> datetime | None:
    """What breaks the 72-hour rule is looked at in every round."""
    if seen.overdue is None:
        return seen.look_at
    hard = seen.overdue.wait.stage.is_hard
    return seen.overdue.due_at if hard else now + PAYERS_TAKE_TIME
