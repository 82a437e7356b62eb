"""Begin to close an account."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.act import AccountAct, ActKind
from chalicelib.domain.closing.closure import Closure
from chalicelib.domain.errors import ClosureBegunError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Clock, Closures
from chalicelib.services.access.allowed_account import allowed_account
from chalicelib.services.access.decider import Decider


@dataclass(frozen=True, slots=True)
class BeginClosure:
    accounts: Accounts
    clock: Clock
    closures: Closures

    def __call__(
        self, account_id: AccountId, since: date, quiet_days: int, decider: Decider
    ) -> Closure:
        """The same choices again change nothing.

        Raises ClosureBegunError where it was begun with others, and NotFoundError unless all
        practices of the account are the decider's.
        """
        allowed_account(self.accounts, account_id, decider.reach)
        now = self.clock.now()
        closure = Closure(account_id, since, quiet_days, now, decider.name)
        stored = self.closures.begin(closure)
        if not stored.is_like(closure):
            raise ClosureBegunError(account_id)
        if stored == closure:
            detail = f"since {since.isoformat()}, {quiet_days} quiet days"
            kind = ActKind.CLOSURE_BEGUN
            self.accounts.add_act(AccountAct(account_id, kind, decider.name, now, "", detail))
        return stored
