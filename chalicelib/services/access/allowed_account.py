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


def find_account(accounts: Accounts, thing: OfPractice, reach: Reach) -> Account | None:
    """The account of what is within reach, None for what is not. The account's own mode decides,
    whatever the thing says."""
    if thing.practice_id not in reach.practices:
        return None
    account = accounts.get(thing.account_id)
    return account if reach.has(account, thing.practice_id) else None


def is_within(reach: Reach, thing: OfPractice, accounts: Accounts) -> bool:
    """As `find_account`, for whoever needs no account."""
    return find_account(accounts, thing, reach) is not None
