"""Take in one claim file: store it, and have it decided about."""

from dataclasses import dataclass

from chalicelib.domain.account import Account, AccountState
from chalicelib.domain.batch import Batch, IntakeSource, IntakeState
from chalicelib.domain.errors import (
    AccountClosingError,
    AccountOfAnotherPracticeError,
    BatchOfAnotherPracticeError,
)
from chalicelib.domain.identifiers import (
    AccountId,
    PracticeId,
    batch_id,
    sha256_of,
)
from chalicelib.domain.ports import Accounts, Archive, Batches, Clock
from chalicelib.services.intake.decide_batch import DecideBatch


@dataclass(frozen=True, slots=True)
class Handover:
    """One file as a client hands it in."""

    content: bytes
    practice_id: PracticeId
    account_id: AccountId
    source: IntakeSource


@dataclass(frozen=True, slots=True)
class Receipt:
    """`known_before`: the same bytes had been handed in already; nothing was done again."""

    batch: Batch
    known_before: bool


@dataclass(frozen=True, slots=True)
class ReceiveBatch:
    accounts: Accounts
    batches: Batches
    archive: Archive
    clock: Clock
    decide_batch: DecideBatch

    def __call__(self, handover: Handover) -> Receipt:
        """Store the original, then decide about it.

        Raises NotFoundError for an unknown account, AccountOfAnotherPracticeError when the account
        does not serve the practice, BatchOfAnotherPracticeError when another practice of the
        account handed in the same bytes before, AccountClosingError at the moment in which the
        account is being closed.
        """
        account = self._account(handover.account_id)
        if handover.practice_id not in account.practice_ids:
            raise AccountOfAnotherPracticeError(handover.account_id)
        received = self._received(handover)
        self.archive.store_original(received.batch_id, handover.content)
        stored = self.batches.add(received)
        if stored.practice_id != handover.practice_id:
            raise BatchOfAnotherPracticeError(stored.batch_id)
        if stored.state is not IntakeState.RECEIVED:
            return Receipt(stored, known_before=True)
        return Receipt(self._decide(stored, handover.content), known_before=False)

    def resume(self, batch: Batch) -> Batch:
        """Finish an intake that was interrupted after its batch was stored."""
        return self._decide(batch, self.archive.original(batch.batch_id))

    def _decide(self, batch: Batch, content: bytes) -> Batch:
        """The account is read once more: closing it looks for this batch, and either finds it, or
        is found here."""
        return self.decide_batch(batch, self._account(batch.account_id), content)

    def _account(self, account_id: AccountId) -> Account:
        """Raises AccountClosingError: whether it will be closed or stay open is not known yet."""
        account = self.accounts.get(account_id)
        if account.state is AccountState.CLOSING:
            raise AccountClosingError(account_id)
        return account

    def _received(self, handover: Handover) -> Batch:
        content_sha256 = sha256_of(handover.content)
        return Batch(
            batch_id=batch_id(handover.account_id, content_sha256),
            account_id=handover.account_id,
            practice_id=handover.practice_id,
            source=handover.source,
            received_at=self.clock.now(),
            content_sha256=content_sha256,
            size=len(handover.content),
        )
