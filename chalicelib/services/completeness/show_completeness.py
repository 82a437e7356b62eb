"""Show, per payer and month, which 835s came and which are missing."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.completeness.board import PayerMonth, payer_months
from chalicelib.domain.completeness.gap import month_of
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts
from chalicelib.services.access.allowed_account import allowed_account
from chalicelib.services.completeness.take_ledger import TakeLedger


@dataclass(frozen=True, slots=True)
class CompletenessView:
    """`months` are those asked for; `known_until` is the day up to which payments are known."""

    account: Account
    months: tuple[PayerMonth, ...]
    known_until: date
    unread_claims: int

    @property
    def unexplained(self) -> int:
        return sum(not gap.is_explained for month in self.months for gap in month.gaps)


@dataclass(frozen=True, slots=True)
class ShowCompleteness:
    accounts: Accounts
    take_ledger: TakeLedger

    def __call__(
        self,
        account_id: AccountId,
        reach: Reach,
        from_day: date | None,
        to_day: date | None,
    ) -> CompletenessView:
        """The months of both days, and all between them.

        The rhythm of a payer is always learned from all that it ever paid. Raises NotFoundError
        unless all practices of the account are within `reach`.
        """
        account = allowed_account(self.accounts, account_id, reach)
        taken = self.take_ledger(account)
        first = month_of(from_day or date.min)
        last = month_of(to_day or date.max)
        months = tuple(m for m in payer_months(taken.ledger) if first <= m.month <= last)
        return CompletenessView(account, months, taken.ledger.until, taken.unread)
