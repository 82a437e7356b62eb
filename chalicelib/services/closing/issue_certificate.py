"""Issue the certificate of an account's closing, once.

The archive decides: a certificate can be stored once, and whoever finds it there brings the rows up
to date. From the moment at which the account's state is `closing` nothing is taken in any more, so
that nothing can come between the checklist and the certificate.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.account import Account, AccountState
from chalicelib.domain.act import AccountAct, ActKind
from chalicelib.domain.closing.certificate import Certificate, certificate_of, read_certificate
from chalicelib.domain.closing.certificate_page import certificate_page
from chalicelib.domain.closing.certified_month import CertifiedMonth
from chalicelib.domain.closing.check import Check
from chalicelib.domain.closing.checklist import blockers, checklist
from chalicelib.domain.closing.closure import Closure, ClosureState
from chalicelib.domain.closing.era_checks import manifests_lost
from chalicelib.domain.closing.survey import Survey
from chalicelib.domain.errors import AccountBusyError, ConflictError, CourierError, NotFoundError
from chalicelib.domain.events.about_accounts import account_event
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, ClosingArchive, Closures, Hints, Notices
from chalicelib.services.access.decider import Decider
from chalicelib.services.access.hold_account import HoldAccount
from chalicelib.services.closing.begun_closure import known_closure
from chalicelib.services.closing.certify_months import CertifyMonths
from chalicelib.services.closing.survey_account import SurveyAccount

ISSUING_TAKES = timedelta(minutes=1)


class ClosureBlockedError(CourierError):
    """`blockers` are the items that do not hold."""

    def __init__(self, blockers: tuple[Check, ...]) -> None:
        super().__init__(", ".join(check.item for check in blockers))
        self.blockers = blockers


@dataclass(frozen=True, slots=True)
class IssueCertificate:
    accounts: Accounts
    certify_months: CertifyMonths
    closing_archive: ClosingArchive
    closures: Closures
    hints: Hints
    hold_account: HoldAccount
    notices: Notices
    survey_account: SurveyAccount

    def __call__(self, account_id: AccountId, decider: Decider) -> Closure:
        """The closure, closed. Asked again, it is the same certificate.

        It happens under the account's lease: nobody visits meanwhile, and nobody else issues.
        Raises ClosureBlockedError, AccountBusyError while a visit or another issue is under way,
        and NotFoundError where no closing was begun.
        """
        _, closure = known_closure(self.accounts, self.closures, account_id, decider.reach)
        if closure.state is ClosureState.CLOSED:
            return closure
        with self.hold_account(account_id, ISSUING_TAKES):
            try:
                certificate = self._certificate(closure, decider)
                return self._close(closure, certificate)
            except ConflictError:
                raise AccountBusyError(account_id) from None

    def _certificate(self, closure: Closure, decider: Decider) -> Certificate:
        """An earlier issuer's where it died after storing it."""
        account_id = closure.account_id
        try:
            return read_certificate(self.closing_archive.certificate(account_id))
        except NotFoundError:
            certificate = self._drawn_up(closure, decider)
        self.closing_archive.store_certificate(account_id, certificate.content)
        return certificate

    def _drawn_up(self, closure: Closure, decider: Decider) -> Certificate:
        """Of the second look, in which nothing comes any more; what blocks already at the first one
        is told without touching the account. Whatever fails at the second, it is open again."""
        account = self.accounts.get(closure.account_id)
        if account.is_open:
            self._look(account, closure)
            account = self.accounts.change_state(account, AccountState.CLOSING)
        try:
            survey, checks = self._look(account, closure)
            months = self._months(survey)
            return certificate_of(account, survey, checks, months, decider.name)
        except Exception:
            self.accounts.change_state(account, AccountState.OPEN)
            raise

    def _look(self, account: Account, closure: Closure) -> tuple[Survey, tuple[Check, ...]]:
        """Raises ClosureBlockedError."""
        survey = self.survey_account(account, closure)
        checks = checklist(survey)
        if blocking := blockers(checks):
            raise ClosureBlockedError(blocking)
        return survey, checks

    def _months(self, survey: Survey) -> tuple[CertifiedMonth, ...]:
        """Raises ClosureBlockedError."""
        months, lost = self.certify_months(survey.answers.months)
        if lost:
            raise ClosureBlockedError((manifests_lost(lost),))
        return months

    def _keep_page(self, account_id: AccountId, certificate: Certificate) -> None:
        """One that was made before stays, even if another version of us worded it."""
        with suppress(ConflictError):
            self.closing_archive.store_certificate_page(account_id, certificate_page(certificate))

    def _close(self, closure: Closure, certificate: Certificate) -> Closure:
        """In the name of whoever issued it, also where another finishes the work."""
        account, by = self.accounts.get(closure.account_id), certificate.issued_by
        account_id = account.account_id
        self._keep_page(account_id, certificate)
        kind, at = ActKind.ACCOUNT_CLOSED, certificate.issued_at
        self.accounts.add_act(AccountAct(account_id, kind, by, at, "", certificate.sha256))
        self.accounts.change_state(account, AccountState.CLOSED)
        issued = EventKind.CLOSURE_CERTIFICATE_ISSUED
        words = f"Account {account_id} is closed: its certificate is issued."
        self.notices.add(notice_of(account_event(issued, account, at, at, words)))
        closed = closure.close(at, certificate.sha256)
        self.closures.advance(closure, closed)
        self.hints.publish()
        return closed
