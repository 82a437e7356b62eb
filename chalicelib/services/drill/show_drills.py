"""Show an account's drills, and what came of them."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.drill import Drill
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, DrillId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts, Drills
from chalicelib.services.access.allowed_account import allowed_account


@dataclass(frozen=True, slots=True)
class ShowDrills:
    """What is shown is given with its account."""

    accounts: Accounts
    drills: Drills

    def __call__(
        self, account_id: AccountId, reach: Reach, limit: int, cursor: str | None
    ) -> tuple[Account, Page[Drill]]:
        """Newest first. Raises NotFoundError, and ValueError on a cursor that is not ours."""
        account = allowed_account(self.accounts, account_id, reach)
        return account, self.drills.of_account(account_id, limit, cursor)

    def one(self, account_id: AccountId, drill_id: DrillId, reach: Reach) -> tuple[Account, Drill]:
        """Raises NotFoundError for a drill of another account, too."""
        account = allowed_account(self.accounts, account_id, reach)
        drill = self.drills.get(drill_id)
        if drill.account_id != account_id:
            raise NotFoundError("drill", drill_id)
        return account, drill


def last_whole(drills: Drills, account_id: AccountId) -> Drill | None:
    """The latest drill of the whole archive that has ended."""
    cursor: str | None = None
    while True:
        page = drills.of_account(account_id, 50, cursor)
        for drill in page.items:
            if drill.is_whole and drill.ended_at is not None:
                return drill
        if page.next_cursor is None:
            return None
        cursor = page.next_cursor
