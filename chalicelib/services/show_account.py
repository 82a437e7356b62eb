"""Tell how the connection to a clearinghouse is doing."""

from collections.abc import Set
from dataclasses import dataclass

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.ports import Accounts, Responses
from chalicelib.domain.response import ResponseKind
from chalicelib.services.allowed_account import allowed_account

_RECENT = 200
"""Responses that are looked at for what kinds of answers come."""


_LATER_ANSWERS = {ResponseKind.FILE_SUMMARY, ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA}


@dataclass(frozen=True, slots=True)
class AccountView:
    """`notices` are things that somebody should see to, in plain words."""

    account: Account
    health: AccountHealth
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowAccount:
    accounts: Accounts
    responses: Responses

    def __call__(self, account_id: AccountId, practices: Set[PracticeId]) -> AccountView:
        """Raises NotFoundError unless all practices of the account are among `practices`."""
        account = allowed_account(self.accounts, account_id, practices)
        health = self.accounts.health(account_id)
        return AccountView(account, health, self._notices(account))

    def _notices(self, account: Account) -> tuple[str, ...]:
        """A 999 is the first answer to a file, where it comes at all."""
        recent = self.responses.of_account(account.account_id, _RECENT, None).items
        kinds = {response.kind for response in recent}
        if not kinds & _LATER_ANSWERS or ResponseKind.ACKNOWLEDGMENT_999 in kinds:
            return ()
        profile = profile_named(account.clearinghouse)
        return (
            f"{profile.title} answers files, but no 999 has come: acknowledgments are probably not "
            f"switched on for this account. Ask for 999 and 277CA reports ({profile.support}).",
        )
