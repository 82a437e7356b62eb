"""Note what the watch has changed about a batch as events, each once."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.batch import Batch
from chalicelib.domain.events.about_batches import batch_event
from chalicelib.domain.events.event import Event, EventKind
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.ports import Clock, Notices
from chalicelib.domain.stall import LatePayer, Stall
from chalicelib.domain.verdict_words import VERDICT_SENTENCES


@dataclass(frozen=True, slots=True)
class NoteStall:
    clock: Clock
    notices: Notices

    def before(self, old: Batch, new: Batch) -> None:
        """A stall that stands was told by whoever wrote it, unless that one died: so again here,
        where it changes nothing if it was. An end is noted before the stall itself is gone."""
        if old.stall is not None:
            self._note(_stalled(old, old.stall))
            if new.stall is None:
                self._note(_resumed(old, old.stall, self.clock.now()))

    def after(self, old: Batch, new: Batch) -> None:
        if old.stall is None and new.stall is not None:
            self._note(_stalled(new, new.stall))
        known = {late.payer_id for late in old.late_payers}
        for late in new.late_payers:
            if late.payer_id not in known:
                self._note(_late(new, late, self.clock.now()))

    def _note(self, event: Event) -> None:
        self.notices.add(notice_of(event))


def _stalled(batch: Batch, stall: Stall) -> Event:
    verdict = stall.diagnosis.verdict
    claims = f"{stall.claims} claims" if stall.claims else "The file"
    summary = (
        f"{claims} of batch {batch.batch_id} missed the deadline for the stage "
        f"{stall.stage} ({stall.due_at:%Y-%m-%d %H:%M} UTC). Cause: {verdict}. "
        f"{VERDICT_SENTENCES[verdict].do} Call: {stall.diagnosis.whom}."
    )
    occasion = stall.since.isoformat()
    return batch_event(EventKind.BATCH_STALLED, batch, stall.since, occasion, summary=summary)


def _resumed(batch: Batch, stall: Stall, now: datetime) -> Event:
    hours = int((now - stall.since).total_seconds() // 3600)
    summary = f"Batch {batch.batch_id} goes on after {hours} hours of stalling."
    occasion = stall.since.isoformat()
    return batch_event(EventKind.BATCH_RESUMED, batch, now, occasion, summary=summary)


def _late(batch: Batch, late: LatePayer, now: datetime) -> Event:
    summary = (
        f"{late.claims} claims of batch {batch.batch_id} wait for payer {late.payer_id} longer "
        f"than the {late.usual_hours} hours within which it usually answers."
    )
    occasion = f"{late.payer_id} {late.waiting_since.isoformat()}"
    return batch_event(EventKind.BATCH_LATE, batch, now, occasion, late.payer_id, summary)
