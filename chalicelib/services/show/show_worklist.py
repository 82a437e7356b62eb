"""List what waits for a person's decision."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts, Worklist
from chalicelib.domain.worklist import WorkItem
from chalicelib.services.access.allowed_account import allowed_account


@dataclass(frozen=True, slots=True)
class ShowWorklist:
    """Answers speak of all practices of an account; only who may see them all may see one."""

    accounts: Accounts
    worklist: Worklist

    def __call__(
        self, account_id: AccountId, reach: Reach, limit: int, cursor: str | None
    ) -> Page[WorkItem]:
        """The open items, newest first. Raises NotFoundError, and ValueError on a cursor that is
        not ours."""
        allowed_account(self.accounts, account_id, reach)
        return self.worklist.open_ones(account_id, limit, cursor)
