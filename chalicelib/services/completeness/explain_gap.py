"""Explain a gap: a person knows why no 835 came."""

from dataclasses import dataclass, replace

from chalicelib.domain.act import AccountAct, ActKind
from chalicelib.domain.completeness.board import gaps
from chalicelib.domain.completeness.gap import Explanation, Gap
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Clock, Explanations
from chalicelib.services.access.allowed_account import allowed_account
from chalicelib.services.access.decider import Decider
from chalicelib.services.completeness.take_ledger import TakeLedger


@dataclass(frozen=True, slots=True)
class ExplainGap:
    accounts: Accounts
    clock: Clock
    explanations: Explanations
    take_ledger: TakeLedger

    def __call__(self, account_id: AccountId, gap_id: str, decider: Decider, reason: str) -> Gap:
        """The gap with its explanation, which covers the claims that it has now.

        The act is kept first. Raises NotFoundError for a gap that is none, and unless all
        practices of the account are the decider's.
        """
        account = allowed_account(self.accounts, account_id, decider.reach)
        gap = self._gap(gaps(self.take_ledger(account).ledger), gap_id)
        now, by = self.clock.now(), decider.name
        self.accounts.add_act(
            AccountAct(account_id, ActKind.GAP_EXPLAINED, by, now, reason, gap_id)
        )
        said = Explanation(gap_id, account_id, reason, by, now, gap.claims)
        self.explanations.put(said)
        return replace(gap, explanation=said)

    def _gap(self, found: tuple[Gap, ...], gap_id: str) -> Gap:
        for gap in found:
            if gap.gap_id == gap_id:
                return gap
        raise NotFoundError("gap", gap_id)
