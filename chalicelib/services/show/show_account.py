"""Tell how the connection to a clearinghouse is doing."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.account_watch import AccountWatch
from chalicelib.domain.acknowledgments import lack_acknowledgments
from chalicelib.domain.act import AccountAct
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, AccountWatches, Clock, Responses, Transmissions
from chalicelib.domain.transmission import TransmissionState
from chalicelib.services.access.allowed_account import allowed_account
from chalicelib.services.show.connection_notices import connection_notices

_RECENT = 200
"""Responses that are looked at for what kinds of answers come."""

_ACTS = 20


@dataclass(frozen=True, slots=True)
class AccountView:
    """`notices` are things that somebody should see to, in plain words; `acts` are what people
    decided about the connection, the newest first. `watch` has the latest diagnosis, and since when
    the clearinghouse has been silent."""

    account: Account
    health: AccountHealth
    notices: tuple[str, ...]
    acts: tuple[AccountAct, ...]
    watch: AccountWatch


@dataclass(frozen=True, slots=True)
class ShowAccount:
    accounts: Accounts
    clock: Clock
    responses: Responses
    transmissions: Transmissions
    watches: AccountWatches

    def __call__(self, account_id: AccountId, reach: Reach) -> AccountView:
        """Raises NotFoundError unless all of the account is within reach."""
        account = allowed_account(self.accounts, account_id, reach)
        health = self.accounts.health(account_id)
        notices = (*self._about_connection(account, health), *self._about_answers(account))
        acts = self.accounts.acts(account_id, _ACTS, None).items
        watch = self.watches.get(account_id)
        return AccountView(account, health, notices, acts, watch)

    def _about_connection(self, account: Account, health: AccountHealth) -> Iterator[str]:
        doubtful = [
            each
            for each in self.transmissions.unanswered(account.account_id)
            if each.state is TransmissionState.UNCERTAIN
        ]
        waiting = self.transmissions.waiting(account.account_id)
        set_aside = [each.file_name for each in waiting if each.is_set_aside]
        profile = profile_named(account.clearinghouse)
        return connection_notices(health, profile, len(doubtful), set_aside, self.clock.now())

    def _about_answers(self, account: Account) -> tuple[str, ...]:
        """A 999 is the first answer to a file, where it comes at all."""
        recent = self.responses.of_account(account.account_id, _RECENT, None).items
        if not lack_acknowledgments({response.kind for response in recent}):
            return ()
        profile = profile_named(account.clearinghouse)
        return (
            f"{profile.title} answers files, but no 999 has come: acknowledgments are probably not "
            f"switched on for this account. Ask for 999 and 277CA reports ({profile.support}).",
        )
