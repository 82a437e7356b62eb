"""Survey an account that is to be closed: all that the checklist looks at, at one moment."""

from dataclasses import dataclass, replace

from chalicelib.domain.account import Account
from chalicelib.domain.closing.closure import Closure
from chalicelib.domain.closing.handover_documents import handover_documents
from chalicelib.domain.closing.records import Records
from chalicelib.domain.closing.survey import Survey
from chalicelib.domain.completeness.board import gaps
from chalicelib.domain.conservation.statement import StatementSummary
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, statement_id
from chalicelib.domain.ports import (
    Accounts,
    Clock,
    ClosingArchive,
    Closures,
    Drills,
    Remittances,
    Secrets,
    Statements,
)
from chalicelib.services.closing.survey_answers import SurveyAnswers
from chalicelib.services.closing.survey_claims import SurveyClaims
from chalicelib.services.completeness.find_open_claims import FindOpenClaims
from chalicelib.services.completeness.take_ledger import TakeLedger
from chalicelib.services.drill.show_drills import last_whole


@dataclass(frozen=True, slots=True)
class SurveyAccount:
    accounts: Accounts
    clock: Clock
    closing_archive: ClosingArchive
    closures: Closures
    drills: Drills
    find_open_claims: FindOpenClaims
    remittances: Remittances
    secrets: Secrets
    statements: Statements
    survey_answers: SurveyAnswers
    survey_claims: SurveyClaims
    take_ledger: TakeLedger

    def __call__(self, account: Account, closure: Closure) -> Survey:
        """Each list is read once, whoever looks at it."""
        account_id, now = account.account_id, self.clock.now()
        standings = tuple(self.find_open_claims.standings(account))
        remittances = tuple(self.remittances.all_of(account_id))
        records = self._records(account_id)
        taken = self.take_ledger.of(account, standings, remittances, records)
        documents = handover_documents(records.handovers)
        has = self.closing_archive.has_handover
        return Survey(
            now=now,
            closure=closure,
            claims=self.survey_claims(standings, closure.since),
            answers=self.survey_answers(account_id, remittances, closure.since),
            gaps=gaps(taken.ledger),
            unread=taken.unread,
            records=records,
            documents=documents,
            archived=frozenset(
                each.sha256 for each in documents if has(account_id, each.kind, each.sha256)
            ),
            drill=last_whole(self.drills, account_id),
            statement=self._last_statement(account_id),
            last_good_visit_at=self.accounts.health(account_id).last_good_visit_at,
            has_password=self._has_password(account_id),
        )

    def _records(self, account_id: AccountId) -> Records:
        """An export counts where it lies in the archive."""
        records, has = self.closures.records(account_id), self.closing_archive.has_export
        there = (each for each in records.exports if has(account_id, each.kind, each.sha256))
        return replace(records, exports=tuple(there))

    def _last_statement(self, account_id: AccountId) -> StatementSummary | None:
        """The head of the chain is read consistently; the list may be a moment old."""
        head = self.statements.head(account_id)
        if not head.number:
            return None
        return self.statements.get(statement_id(account_id, head.number))

    def _has_password(self, account_id: AccountId) -> bool:
        try:
            self.secrets.credentials(account_id)
        except NotFoundError:
            return False
        return True
