"""Ask for a drill of an account's whole archive."""

from dataclasses import dataclass

from chalicelib.domain.drill import Drill, requested_drill_id
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Clock, Drills
from chalicelib.services.access.allowed_account import allowed_account
from chalicelib.services.access.decider import Decider


@dataclass(frozen=True, slots=True)
class RequestDrill:
    accounts: Accounts
    clock: Clock
    drills: Drills

    def __call__(self, account_id: AccountId, decider: Decider) -> Drill:
        """The drill that the schedule goes on with: one that nobody has begun yet, or a new one.

        Raises NotFoundError unless all practices of the account are the decider's.
        """
        allowed_account(self.accounts, account_id, decider.reach)
        for drill in self.drills.running():
            if drill.account_id == account_id and drill.is_whole and drill.revision == 0:
                return drill
        now = self.clock.now()
        identifier = requested_drill_id(account_id, now)
        return self.drills.add(Drill(identifier, account_id, now, decider.name))
