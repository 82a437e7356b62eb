"""Whether somebody may know of an account, or of what a practice has on it."""

from typing import Protocol

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.ports import Accounts


class OfPractice(Protocol):
    """A batch, a claim, a transmission: what one practice has on one account."""

    @property
    def account_id(self) -> AccountId: ...

    @property
    def practice_id(self) -> PracticeId: ...


def allowed_account(accounts: Accounts, account_id: AccountId, reach: Reach) -> Account:
    """Answers speak of all practices of an account: only who may see them all may see any of it.

    Raises NotFoundError unless all practices of the account are within reach, and its mode is.
    """
    account = accounts.get(account_id)
    if not reach.has_all_of(account):
        raise NotFoundError("account", account_id)
    return account


def is_within(reach: Reach, thing: OfPractice, accounts: Accounts) -> bool:
    """The account's own mode decides, whatever the thing says."""
    if thing.practice_id not in reach.practices:
        return False
    return reach.has(accounts.get(thing.account_id), thing.practice_id)
