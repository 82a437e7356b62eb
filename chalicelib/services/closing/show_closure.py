"""Show how far the closing of an account is, and what is still in its way."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.closing.check import Check
from chalicelib.domain.closing.checklist import blockers, checklist
from chalicelib.domain.closing.closure import Closure, ClosureState
from chalicelib.domain.closing.records import Records
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, ClosingArchive, Closures
from chalicelib.services.closing.begun_closure import known_closure
from chalicelib.services.closing.survey_account import SurveyAccount


@dataclass(frozen=True, slots=True)
class ClosureView:
    """`checks` are empty once the account is closed: then the certificate tells."""

    account: Account
    closure: Closure
    checks: tuple[Check, ...]
    records: Records

    @property
    def blockers(self) -> tuple[Check, ...]:
        return blockers(self.checks)


@dataclass(frozen=True, slots=True)
class ShowClosure:
    accounts: Accounts
    closing_archive: ClosingArchive
    closures: Closures
    survey_account: SurveyAccount

    def __call__(self, account_id: AccountId, reach: Reach) -> ClosureView:
        """Raises NotFoundError where no closing was begun."""
        account, closure = known_closure(self.accounts, self.closures, account_id, reach)
        if closure.state is ClosureState.CLOSED:
            return ClosureView(account, closure, (), self.closures.records(account_id))
        survey = self.survey_account(account, closure)
        return ClosureView(account, closure, checklist(survey), survey.records)

    def certificate(self, account_id: AccountId, reach: Reach) -> tuple[Account, bytes]:
        """Byte for byte as archived, with the account. Raises NotFoundError while there is none."""
        account, _ = known_closure(self.accounts, self.closures, account_id, reach)
        return account, self.closing_archive.certificate(account_id)

    def certificate_page(self, account_id: AccountId, reach: Reach) -> tuple[Account, bytes]:
        """As certificate, to be printed."""
        account, _ = known_closure(self.accounts, self.closures, account_id, reach)
        return account, self.closing_archive.certificate_page(account_id)
