"""Tell what an outage held back, and for how long."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.outage import Outage
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts, Clock, Transmissions
from chalicelib.domain.transmission import Transmission
from chalicelib.services.access.allowed_account import allowed_account


@dataclass(frozen=True, slots=True)
class CatchUpView:
    """`outage` is the present one, None while all is well; `waiting` are the files that it still
    holds, in the order in which they will go. `sent` are the files that outages held and that were
    sent since, the latest first. All of it as it was at `seen_at`."""

    account: Account
    seen_at: datetime
    outage: Outage | None
    last_catch_up: Outage | None
    waiting: tuple[Transmission, ...]
    sent: Page[Transmission]


@dataclass(frozen=True, slots=True)
class ShowCatchUp:
    accounts: Accounts
    clock: Clock
    transmissions: Transmissions

    def __call__(
        self, account_id: AccountId, reach: Reach, limit: int, cursor: str | None
    ) -> CatchUpView:
        """Raises NotFoundError unless all of the account is within reach, and
        ValueError on a cursor that is not ours."""
        account = allowed_account(self.accounts, account_id, reach)
        health = self.accounts.health(account_id)
        return CatchUpView(
            account=account,
            seen_at=self.clock.now(),
            outage=health.outage,
            last_catch_up=health.last_catch_up,
            waiting=self._waiting(account_id, health.outage),
            sent=self.transmissions.held(account_id, limit, cursor),
        )

    def _waiting(self, account_id: AccountId, outage: Outage | None) -> tuple[Transmission, ...]:
        if outage is None:
            return ()
        return tuple(
            each
            for each in self.transmissions.waiting(account_id)
            if outage.restored_at is None or outage.held(each.planned_at)
        )
