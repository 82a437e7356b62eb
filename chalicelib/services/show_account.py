"""Tell how the connection to a clearinghouse is doing."""

from collections.abc import Set
from dataclasses import dataclass

from chalicelib.domain.account import REFUSED_LOGINS_ALLOWED, Account, AccountHealth
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.ports import Accounts


@dataclass(frozen=True, slots=True)
class AccountView:
    """`logins_left` is what remains of the lockout budget for the present password."""

    account: Account
    health: AccountHealth
    logins_left: int


@dataclass(frozen=True, slots=True)
class ShowAccount:
    accounts: Accounts

    def __call__(self, account_id: AccountId, practices: Set[PracticeId]) -> AccountView:
        """Raises NotFoundError unless all practices of the account are among `practices`."""
        account = self.accounts.get(account_id)
        if not set(account.practice_ids) <= practices:
            raise NotFoundError("account", account_id)
        health = self.accounts.health(account_id)
        left = max(0, REFUSED_LOGINS_ALLOWED - health.refused_logins)
        return AccountView(account, health, left)
