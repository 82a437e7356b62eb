"""Which events somebody may know of."""

from dataclasses import dataclass, field

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import AccountMode
from chalicelib.domain.events.event import Event
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts


@dataclass(frozen=True, slots=True)
class EventSight:
    """The sight of one reader; each account is asked once for its mode."""

    accounts: Accounts
    reach: Reach
    _modes: dict[AccountId, AccountMode] = field(default_factory=dict)

    def __call__(self, event: Event) -> bool:
        """Whether it speaks of somebody, and of nobody and nothing that is out of reach."""
        if not event.practice_ids or not self.reach.practices >= set(event.practice_ids):
            return False
        return self.reach.modes >= self._modes_of(event)

    def _modes_of(self, event: Event) -> set[AccountMode]:
        return set(event.modes) if event.account_id is None else {self._mode(event.account_id)}

    def _mode(self, account_id: AccountId) -> AccountMode:
        if account_id not in self._modes:
            self._modes[account_id] = self.accounts.get(account_id).mode
        return self._modes[account_id]
