"""Draw the statements that are due: every account's once a night, and those asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.errors import CourierError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Clock, Meter, Statements
from chalicelib.observability import log_failure
from chalicelib.services.conservation.draw_statement import DrawStatement

METRIC = "UnbalancedStatements"

BEGIN_NO_MORE_AFTER = timedelta(minutes=5)
"""Of the function's fifteen: the rest is left to the statement that was begun last."""


class StatementsNotDrawnError(CourierError):
    """Every other statement was drawn; those of these accounts failed."""


@dataclass(frozen=True, slots=True)
class DrawDueStatements:
    accounts: Accounts
    clock: Clock
    draw_statement: DrawStatement
    meter: Meter
    statements: Statements

    def __call__(self) -> None:
        """What the time does not suffice for is still due at the next round.

        Tells how many accounts' last statements do not balance, even when it is none: the absence
        of the figure is an alarm of its own. Raises StatementsNotDrawnError.
        """
        begun, failed = self.clock.now(), list[AccountId]()
        for account_id in self._due(begun):
            if self.clock.now() - begun > BEGIN_NO_MORE_AFTER:
                break
            if not self._drawn(account_id):
                failed.append(account_id)
        unbalanced = sum(head.imbalance_count > 0 for head in self.statements.heads())
        self.meter.count(METRIC, unbalanced)
        if failed:
            raise StatementsNotDrawnError(", ".join(failed))

    def _due(self, now: datetime) -> Iterator[AccountId]:
        """Accounts without any statement first, then the one that is due for the longest time.

        The list may be a moment old; the head itself tells whether another round was faster.
        """
        heads = self.statements.heads()
        known = {head.account_id for head in heads}
        fresh = [a.account_id for a in self.accounts.all() if a.account_id not in known]
        listed = [head.account_id for head in heads if head.is_due(now)]
        for account_id in (*fresh, *listed):
            if self.statements.head(account_id).is_due(now):
                yield account_id

    def _drawn(self, account_id: AccountId) -> bool:
        """One account's failure holds up no other's statement."""
        try:
            self.draw_statement(account_id)
        except Exception as error:  # noqa: BLE001 - its words may quote a file; the id is told
            log_failure("statement not drawn", error, account_id=account_id)
            return False
        return True
