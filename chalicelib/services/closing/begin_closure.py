"""Begin to close an account."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.act import AccountAct, ActKind
from chalicelib.domain.closing.closure import Closure
from chalicelib.domain.errors import ClosureBegunError, CourierError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Clock, Closures
from chalicelib.services.access.allowed_account import allowed_account
from chalicelib.services.access.decider import Decider


class DayToComeError(CourierError):
    """The chosen day has not come yet: no claim would count."""


@dataclass(frozen=True, slots=True)
class BeginClosure:
    accounts: Accounts
    clock: Clock
    closures: Closures

    def __call__(
        self, account_id: AccountId, since: date, quiet_days: int, decider: Decider
    ) -> Closure:
        """The same choices again change nothing.

        The act tells what stands, whoever asks: it is kept for one who has died before, once.
        Raises DayToComeError for a day after today (UTC), ClosureBegunError where it was begun
        with other choices, and NotFoundError unless all practices of the account are the decider's.
        """
        allowed_account(self.accounts, account_id, decider.reach)
        now = self.clock.now()
        if since > now.date():
            raise DayToComeError(since.isoformat())
        closure = Closure(account_id, since, quiet_days, now, decider.name)
        stored = self.closures.begin(closure)
        self.accounts.add_act(_act(stored))
        if not stored.is_like(closure):
            raise ClosureBegunError(account_id)
        return stored


def _act(closure: Closure) -> AccountAct:
    detail = f"since {closure.since.isoformat()}, {closure.quiet_days} quiet days"
    kind, at = ActKind.CLOSURE_BEGUN, closure.begun_at
    return AccountAct(closure.account_id, kind, closure.begun_by, at, "", detail)
