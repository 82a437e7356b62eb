"""Sweep: find every row that waits for a step and see that somebody takes it.

Messages are only hints. Whatever was lost of them, the next sweep makes it good.
"""

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.batch import Batch
from chalicelib.domain.errors import CourierError
from chalicelib.domain.ports import Accounts, Batches, Clock, Hints, Responses
from chalicelib.services.receive_batch import ReceiveBatch

A_STEP_MAY_TAKE = timedelta(minutes=2)
"""What waits longer than this waits for a step that broke off or a hint that was lost."""


class BatchesNotResumedError(CourierError):
    """Everything else was swept; these batches could not be taken in and need a person."""


@dataclass(frozen=True, slots=True)
class Sweep:
    accounts: Accounts
    batches: Batches
    clock: Clock
    hints: Hints
    receive_batch: ReceiveBatch
    responses: Responses

    def __call__(self) -> None:
        """The account's own visits first: one batch that can't be resumed must not hold them up."""
        late = self.clock.now() - A_STEP_MAY_TAKE
        for account in self.accounts.all():
            self.hints.visit(account.account_id)
            for response in self.responses.unapplied(account.account_id):
                if response.collected_at <= late:
                    self.hints.apply(response.response_id)
        not_resumed = [
            batch.batch_id
            for batch in self.batches.unplanned()
            if batch.received_at <= late and not self._resumed(batch)
        ]
        if not_resumed:
            raise BatchesNotResumedError(", ".join(not_resumed))

    def _resumed(self, batch: Batch) -> bool:
        """One batch that can't be resumed, for whatever reason, holds up no other."""
        try:
            self.receive_batch.resume(batch)
        except Exception:  # noqa: BLE001 - its words may quote a file; the batch's id is told
            return False
        return True
