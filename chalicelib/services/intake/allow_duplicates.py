"""A person has claims sent that were handed in before."""

from dataclasses import dataclass

from chalicelib.domain.batch import Batch, IntakeState
from chalicelib.domain.errors import ConflictError, NoDuplicatesError, NotFoundError
from chalicelib.domain.identifiers import BatchId
from chalicelib.domain.ports import Accounts, Batches, Clock
from chalicelib.services.access.allowed_account import is_within
from chalicelib.services.access.decider import Decider
from chalicelib.services.intake.receive_batch import ReceiveBatch


@dataclass(frozen=True, slots=True)
class AllowDuplicates:
    accounts: Accounts
    batches: Batches
    clock: Clock
    receive_batch: ReceiveBatch

    def __call__(self, batch_id: BatchId, decider: Decider, reason: str) -> Batch:
        """The batch, which was refused for such claims only, as it stands then.

        The decision is kept with the batch before anything follows from it: what breaks off then
        is resumed like any intake. Raises NotFoundError for what is not within the decider's
        reach, too, NoDuplicatesError, and AccountClosingError at the moment in which the account is
        being closed.
        """
        batch = self.batches.get(batch_id)
        if not is_within(decider.reach, batch, self.accounts):
            raise NotFoundError("batch", batch_id)
        return self.receive_batch.resume(self._allowed(batch, decider.name, reason))

    def _allowed(self, batch: Batch, by: str, reason: str) -> Batch:
        if batch.state is IntakeState.RECEIVED and batch.duplicates_allowed is not None:
            return batch
        if not batch.waits_for_leave:
            raise NoDuplicatesError(batch.batch_id)
        allowed = batch.allow_duplicates(by, self.clock.now(), reason)
        try:
            self.batches.advance(batch, allowed)
        except ConflictError as error:
            raise NoDuplicatesError(batch.batch_id) from error
        return allowed
