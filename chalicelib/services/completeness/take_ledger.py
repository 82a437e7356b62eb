"""Take the ledger of an account's payments: what came, what is due, and what was explained."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account, AccountMode
from chalicelib.domain.closing.records import Records
from chalicelib.domain.completeness.board import Ledger, PaymentDue, PaymentReceived
from chalicelib.domain.deadlines import Deadlines, Stage
from chalicelib.domain.ports import Clock, Closures, Explanations, Remittances
from chalicelib.domain.remittance import Remittance
from chalicelib.domain.waiting import claim_wait
from chalicelib.services.completeness.find_open_claims import (
    BatchStanding,
    FindOpenClaims,
    OpenClaim,
)


@dataclass(frozen=True, slots=True)
class LedgerTaken:
    """`unread` are open claims that one look did not come to."""

    ledger: Ledger
    unread: int


@dataclass(frozen=True, slots=True)
class TakeLedger:
    clock: Clock
    closures: Closures
    explanations: Explanations
    find_open_claims: FindOpenClaims
    remittances: Remittances

    def __call__(self, account: Account) -> LedgerTaken:
        account_id = account.account_id
        standings = self.find_open_claims.standings(account)
        remittances = self.remittances.all_of(account_id)
        return self.of(account, standings, remittances, self.closures.records(account_id))

    def of(
        self,
        account: Account,
        standings: Iterable[BatchStanding],
        remittances: Iterable[Remittance],
        records: Records,
    ) -> LedgerTaken:
        """Of all of the account's that was listed already."""
        account_id = account.account_id
        due, unread = self._due(account, standings)
        ledger = Ledger(
            account_id=account_id,
            until=self.clock.now().date(),
            received=tuple(map(_received, remittances)),
            due=due,
            left=records.enrolled_from(),
            explained={e.gap_id: e for e in self.explanations.of_account(account_id)},
        )
        return LedgerTaken(ledger, unread)

    def _due(
        self, account: Account, standings: Iterable[BatchStanding]
    ) -> tuple[tuple[PaymentDue, ...], int]:
        if account.mode is AccountMode.TEST:
            return (), 0
        deadlines = profile_named(account.clearinghouse).deadlines
        look = self.find_open_claims.look(standings)
        due = (each for claim in look.found for each in self._overdue(claim, deadlines))
        return tuple(due), look.unread

    def _overdue(self, claim: OpenClaim, deadlines: Deadlines) -> Iterator[PaymentDue]:
        """The payer has accepted it, and the time in which it pays is over."""
        wait = claim_wait(claim.facts, claim.sent_at, claim.claim.payer_id)
        allowed = deadlines.of(Stage.REMITTANCE)
        if wait is None or wait.stage is not Stage.REMITTANCE or allowed is None:
            return
        if wait.since + allowed <= self.clock.now():
            payer_id = claim.claim.payer_id or ""
            yield PaymentDue(payer_id, claim.claim.claim_id, wait.since.date())


def _received(remittance: Remittance) -> PaymentReceived:
    advice = remittance.advice
    return PaymentReceived(
        payer_id=advice.payer_identifier,
        payer_name=advice.payer_name,
        day=advice.paid_on or remittance.archived_at.date(),
        file=remittance.raw_key,
        amount=advice.amount,
    )
