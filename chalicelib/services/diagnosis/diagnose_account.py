"""Diagnose an account, or one batch of it: evidence, verdict, and what to do."""

from dataclasses import dataclass

from chalicelib.clearinghouses.profile import Profile
from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch
from chalicelib.domain.deadlines import Wait, due_at
from chalicelib.domain.diagnosis import Diagnosis, verdict_of
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, BatchId
from chalicelib.domain.ports import Accounts, Batches, Clock, Transmissions
from chalicelib.domain.ticket import Matter, write_ticket
from chalicelib.domain.transmission import UNANSWERED, Transmission
from chalicelib.domain.verdict_words import HELPERS, Helper
from chalicelib.services.access.allowed_account import allowed_account
from chalicelib.services.diagnosis.assess_batch import AssessBatch
from chalicelib.services.diagnosis.consult_ledger import ConsultLedger, Question
from chalicelib.services.diagnosis.probe_connection import ProbeConnection, Sighting
from chalicelib.services.diagnosis.remember_account import RememberAccount


@dataclass(frozen=True, slots=True)
class DiagnoseAccount:
    accounts: Accounts
    assess: AssessBatch
    batches: Batches
    clock: Clock
    consult: ConsultLedger
    probe: ProbeConnection
    remember: RememberAccount
    transmissions: Transmissions

    def __call__(
        self, account_id: AccountId, reach: Reach, batch_id: BatchId | None = None
    ) -> Diagnosis:
        """Asked by a person; kept with the account. Without a batch it is about the file that has
        waited longest. Raises NotFoundError for what is out of reach, too.
        """
        account = allowed_account(self.accounts, account_id, reach)
        batch = self._batch(account, batch_id)
        wait = None if batch is None else self._overdue(account, batch)
        diagnosis = self.about(account, batch, wait, self.probe(account))
        self.remember(account_id, lambda watch: watch.note_diagnosis(diagnosis))
        return diagnosis

    def about(
        self, account: Account, batch: Batch | None, overdue: Wait | None, sighting: Sighting
    ) -> Diagnosis:
        """By what was seen of the connection just now."""
        transmission = None if batch is None else self._transmission(batch)
        sent_at = transmission.sent_at if transmission else None
        question = Question(
            transmission,
            overdue.stage if overdue else None,
            overdue.since if overdue else sent_at,
        )
        ledger = self.consult(account, question, sighting)
        evidence = (*sighting.evidence, *ledger)
        verdict, now = verdict_of(evidence), self.clock.now()
        return Diagnosis(
            verdict=verdict,
            made_at=now,
            evidence=evidence,
            ticket=write_ticket(Matter(account, verdict, transmission, evidence, now)),
            whom=_whom(HELPERS[verdict], profile_named(account.clearinghouse)),
            batch_id=batch.batch_id if batch else None,
        )

    def _batch(self, account: Account, batch_id: BatchId | None) -> Batch | None:
        if batch_id is not None:
            batch = self.batches.get(batch_id)
            if batch.account_id != account.account_id:
                raise NotFoundError("batch", batch_id)
            return batch
        open_ones = (
            *self.transmissions.waiting(account.account_id),
            *self.transmissions.unanswered(account.account_id),
        )
        oldest = min(open_ones, key=lambda each: each.received_at, default=None)
        return None if oldest is None else self.batches.get(oldest.batch_id)

    def _overdue(self, account: Account, batch: Batch) -> Wait | None:
        deadlines = profile_named(account.clearinghouse).deadlines_for(account.mode)
        now = self.clock.now()
        for wait in self.assess(batch).waits:
            due = due_at(wait, batch.received_at, deadlines)
            if due is not None and due <= now:
                return wait
        return None

    def _transmission(self, batch: Batch) -> Transmission | None:
        """The one that still waits, of several."""
        of_batch = self.transmissions.of_batch(batch.batch_id)
        return min(of_batch, key=lambda each: each.state not in UNANSWERED, default=None)


def _whom(helper: Helper, profile: Profile) -> str:
    return {
        Helper.CLEARINGHOUSE_TECHNICAL: profile.support,
        Helper.CLEARINGHOUSE_ACCOUNTS: profile.account_support,
        Helper.PAYER: "The payer's provider line, with the claim numbers that the batch shows",
        Helper.OURSELVES: "Whoever runs this gateway, or makes the file",
        Helper.NOBODY: "Nobody",
    }[helper]
