"""Remember what was found about an account, whoever else notes something at the same time."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.account_watch import AccountWatch
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import AccountWatches


@dataclass(frozen=True, slots=True)
class RememberAccount:
    watches: AccountWatches

    def __call__(
        self, account_id: AccountId, change: Callable[[AccountWatch], AccountWatch]
    ) -> AccountWatch:
        """Apply a change to what stands now, and again when somebody was faster."""
        while True:
            old = self.watches.get(account_id)
            new = change(old)
            if new == old:
                return old
            try:
                self.watches.advance(old, new.next())
            except ConflictError:
                continue
            return new
