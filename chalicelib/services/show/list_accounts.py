"""List accounts with the health of their connections."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts


@dataclass(frozen=True, slots=True)
class ListedAccount:
    account: Account
    health: AccountHealth


@dataclass(frozen=True, slots=True)
class ListAccounts:
    accounts: Accounts

    def __call__(self, reach: Reach, limit: int, after: str) -> Page[ListedAccount]:
        """Those of which everything is within reach, by id, behind the id `after`; the next cursor
        is the last id given."""
        within = (each for each in self.accounts.all() if reach.has_all_of(each))
        behind = sorted(
            (each for each in within if each.account_id > after), key=lambda each: each.account_id
        )
        shown = behind[:limit]
        healths = self.accounts.healths([each.account_id for each in shown])
        listed = tuple(map(ListedAccount, shown, healths))
        return Page(listed, shown[-1].account_id if len(behind) > limit else None)
