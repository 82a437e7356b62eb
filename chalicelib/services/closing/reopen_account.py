"""Reopen an account that was left `closing` by an issuer that died before there was a certificate.

An issuer has the account's lease for longer than its function may live: who can take it knows that
nobody is issuing any more.
"""

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.account import AccountState
from chalicelib.domain.errors import AccountBusyError, NotFoundError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, ClosingArchive
from chalicelib.observability import log
from chalicelib.services.access.hold_account import HoldAccount

REOPENING_TAKES = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ReopenAccount:
    accounts: Accounts
    closing_archive: ClosingArchive
    hold_account: HoldAccount

    def __call__(self, account_id: AccountId) -> None:
        """One that is being closed at this moment, or has its certificate, is left as it is.

        Raises NotFoundError for an unknown account, ConflictError where it changed meanwhile.
        """
        try:
            with self.hold_account(account_id, REOPENING_TAKES):
                self._reopen(account_id)
        except AccountBusyError:
            return

    def _reopen(self, account_id: AccountId) -> None:
        account = self.accounts.get(account_id)
        if account.state is AccountState.CLOSING and not self._has_certificate(account_id):
            self.accounts.change_state(account, AccountState.OPEN)
            log("account reopened", account_id=account_id)

    def _has_certificate(self, account_id: AccountId) -> bool:
        try:
            self.closing_archive.certificate(account_id)
        except NotFoundError:
            return False
        return True
