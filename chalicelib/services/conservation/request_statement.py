"""Ask for a statement before the night."""

from dataclasses import dataclass, replace

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.conservation.statement import ChainHead
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Clock, Statements
from chalicelib.services.access.allowed_account import allowed_account


@dataclass(frozen=True, slots=True)
class RequestStatement:
    accounts: Accounts
    clock: Clock
    statements: Statements

    def __call__(self, account_id: AccountId, reach: Reach) -> ChainHead:
        """The account's next statement is due now; the schedule draws it within minutes.

        Raises NotFoundError unless all of the account is within reach.
        """
        allowed_account(self.accounts, account_id, reach)
        while True:
            head = self.statements.head(account_id)
            if head.due_at is not None and head.is_due(self.clock.now()):
                return head
            asked = replace(head, due_at=self.clock.now())
            try:
                self.statements.advance(head, asked)
            except ConflictError:
                continue
            return asked
