"""Whether a caller may hand something in at an account."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts


@dataclass(frozen=True, slots=True)
class KnownAccount:
    accounts: Accounts

    def __call__(self, account_id: AccountId, reach: Reach) -> Account:
        """Raises NotFoundError when nothing of the account is within reach."""
        account = self.accounts.get(account_id)
        if not reach.has_some_of(account):
            raise NotFoundError("account", account_id)
        return account
