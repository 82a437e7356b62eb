"""Take in one claim file: store it, check it, and refuse it or plan its sending."""

from dataclasses import dataclass

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch, IntakeSource, IntakeState
from chalicelib.domain.errors import (
    AccountOfAnotherPracticeError,
    BatchOfAnotherPracticeError,
    ConflictError,
)
from chalicelib.domain.finding import Level
from chalicelib.domain.identifiers import (
    AccountId,
    PracticeId,
    batch_id,
    sha256_of,
)
from chalicelib.domain.ports import Accounts, Archive, Batches, Clock
from chalicelib.interpret.claim_file import account_findings, findings_of
from chalicelib.services.intake.plan_transmission import PlanTransmission
from chalicelib.x12.claim_file import check_claim_file


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
    plan_transmission: PlanTransmission

    def __call__(self, handover: Handover) -> Receipt:
        """Store the original, then decide about it.

        Raises NotFoundError for an unknown account, AccountOfAnotherPracticeError when the account
        does not serve the practice, BatchOfAnotherPracticeError when another practice of the
        account handed in the same bytes before.
        """
        account = self.accounts.get(handover.account_id)
        if handover.practice_id not in account.practice_ids:
            raise AccountOfAnotherPracticeError(handover.account_id)
        received = self._received(handover)
        self.archive.store_original(received.batch_id, handover.content)
        stored = self.batches.add(received)
        if stored.practice_id != handover.practice_id:
            raise BatchOfAnotherPracticeError(stored.batch_id)
        if stored.state is not IntakeState.RECEIVED:
            return Receipt(stored, known_before=True)
        return Receipt(self._decide(stored, account, handover.content), known_before=False)

    def resume(self, batch: Batch) -> Batch:
        """Finish an intake that was interrupted after its batch was stored."""
        account = self.accounts.get(batch.account_id)
        return self._decide(batch, account, self.archive.original(batch.batch_id))

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

    def _decide(self, batch: Batch, account: Account, content: bytes) -> Batch:
        claim_file = check_claim_file(
            content, profile_named(account.clearinghouse).claim_file_rules
        )
        findings = findings_of(claim_file) + account_findings(claim_file, account)
        try:
            if any(finding.level is Level.ERROR for finding in findings):
                decided = batch.refuse(findings, claim_file.more)
                self.batches.advance(batch, decided)
                return decided
            return self.plan_transmission(batch, account, content, claim_file, findings)
        except ConflictError:
            # Somebody else is taking in the very same file at this moment and was faster.
            return self.batches.get(batch.batch_id)
