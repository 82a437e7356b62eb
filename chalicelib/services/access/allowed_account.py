"""Answers speak of all practices of an account: only who may see them all may see any of it."""

from collections.abc import Set

from chalicelib.domain.account import Account
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.ports import Accounts


def allowed_account(
    accounts: Accounts, account_id: AccountId, practices: Set[PracticeId]
) -> Account:
    """Raises NotFoundError unless all practices of the account are among `practices`."""
    account = accounts.get(account_id)
    if not set(account.practice_ids) <= practices:
        raise NotFoundError("account", account_id)
    return account
