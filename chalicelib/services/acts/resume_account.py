"""A person lets visits go on: the breaker gives one more login, and nobody waits any longer."""

from dataclasses import dataclass

from chalicelib.domain.act import AccountAct, ActKind
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Clock, Hints
from chalicelib.services.access.allowed_account import allowed_account
from chalicelib.services.access.decider import Decider


@dataclass(frozen=True, slots=True)
class ResumeAccount:
    accounts: Accounts
    clock: Clock
    hints: Hints

    def __call__(self, account_id: AccountId, decider: Decider, reason: str) -> None:
        """The act is kept first: nothing happens that nobody answers for.

        Raises NotFoundError unless all of the account is within the decider's reach.
        """
        allowed_account(self.accounts, account_id, decider.reach)
        now = self.clock.now()
        self.accounts.add_act(AccountAct(account_id, ActKind.RESUMED, decider.name, now, reason))
        self._resume(account_id)
        self.hints.visit(account_id)

    def _resume(self, account_id: AccountId) -> None:
        """Tries again from what is stored now when a visit changed the health at this moment."""
        while True:
            health = self.accounts.health(account_id)
            try:
                self.accounts.change_health(health, health.resume())
            except ConflictError:
                continue
            return
