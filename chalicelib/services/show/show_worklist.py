"""Show what waits for a person's decision, or what was decided."""

from dataclasses import dataclass
from functools import partial

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.identifiers import AccountId, WorkItemId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts, Worklist
from chalicelib.domain.worklist import WorkItem, WorkKind
from chalicelib.services.access.allowed_account import allowed_account
from chalicelib.services.show.filtered import filtered


@dataclass(frozen=True, slots=True)
class ShowWorklist:
    """Answers speak of all practices of an account; only who may see them all may see one. What is
    shown is given with that account."""

    accounts: Accounts
    worklist: Worklist

    def __call__(self, item_id: WorkItemId, reach: Reach) -> tuple[Account, WorkItem]:
        """Open or not. Raises NotFoundError for what is out of reach, too."""
        item = self.worklist.get(item_id)
        account = allowed_account(self.accounts, item.account_id, reach)
        return account, item

    def list(
        self,
        account_id: AccountId,
        reach: Reach,
        limit: int,
        cursor: str | None,
        kind: WorkKind | None = None,
    ) -> tuple[Account, Page[WorkItem]]:
        """The open items, newest first; of one kind, if given. Raises NotFoundError, and ValueError
        on a cursor that is not ours."""
        account = allowed_account(self.accounts, account_id, reach)
        if kind is None:
            return account, self.worklist.open_ones(account_id, limit, cursor)
        page_at = partial(self.worklist.open_ones, account_id)
        return account, filtered(page_at, lambda item: item.kind is kind, limit, cursor)
