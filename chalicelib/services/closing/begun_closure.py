"""The closing that a person may see or work on."""

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account, AccountState
from chalicelib.domain.closing.closure import Closure, ClosureState
from chalicelib.domain.errors import AccountClosedError, AccountClosingError, NotFoundError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Closures
from chalicelib.services.access.allowed_account import allowed_account


def known_closure(
    accounts: Accounts, closures: Closures, account_id: AccountId, reach: Reach
) -> tuple[Account, Closure]:
    """Raises NotFoundError where none was begun, and unless all practices of the account are within
    `reach`."""
    account = allowed_account(accounts, account_id, reach)
    closure = closures.find(account_id)
    if closure is None:
        raise NotFoundError("closing", account_id)
    return account, closure


def check_begun(
    accounts: Accounts, closures: Closures, account_id: AccountId, reach: Reach
) -> None:
    """Whether it can be worked on.

    Raises NotFoundError as above, AccountClosingError while the certificate is issued, which names
    what is on record at that moment, and AccountClosedError after it.
    """
    account, closure = known_closure(accounts, closures, account_id, reach)
    if account.is_closed or closure.state is ClosureState.CLOSED:
        raise AccountClosedError(account_id)
    if account.state is AccountState.CLOSING:
        raise AccountClosingError(account_id)
