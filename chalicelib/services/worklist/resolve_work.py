"""A person decides about a work item: it is about this claim, or it can be dismissed."""

from dataclasses import dataclass

from chalicelib.domain.claim import Claim
from chalicelib.domain.errors import (
    ClaimOfAnotherAccountError,
    NotFoundError,
    NotTieableError,
    ResolvedAlreadyError,
)
from chalicelib.domain.fact import Statement, TiedBy
from chalicelib.domain.identifiers import ClaimId, WorkItemId
from chalicelib.domain.ports import Accounts, Claims, Clock, Responses, Worklist
from chalicelib.domain.worklist import Outcome, Resolution, WorkItem, WorkState
from chalicelib.services.access.allowed_account import allowed_account
from chalicelib.services.access.decider import Decider
from chalicelib.services.tie.tie_claim import Tie
from chalicelib.services.tie.tie_statements import fact_of
from chalicelib.services.worklist.settle_work import SettleWork


@dataclass(frozen=True, slots=True)
class ResolveWork:
    """Raises NotFoundError for what is out of the decider's reach, too, and
    ResolvedAlreadyError for an item about which somebody was faster.
    """

    accounts: Accounts
    claims: Claims
    clock: Clock
    responses: Responses
    settle: SettleWork
    worklist: Worklist

    def tie(self, item_id: WorkItemId, claim_id: ClaimId, decider: Decider, note: str) -> WorkItem:
        """The statement becomes a fact about this claim.

        Raises ClaimOfAnotherAccountError, and NotTieableError for an item that says nothing of a
        single claim.
        """
        item = self._open(item_id, decider)
        statement = _statement_about_a_claim(item)
        claim = self._claim(claim_id, decider)
        if claim.account_id != item.account_id:
            raise ClaimOfAnotherAccountError(claim_id)
        response = self.responses.get(item.response_id)
        tie = Tie(claim_id, TiedBy.PERSON)
        fact = fact_of(response, item.response_kind, statement, tie)
        now = self.clock.now()
        return self.settle(
            item, (fact,), Resolution(Outcome.TIED, decider.name, now, note, claim_id)
        )

    def dismiss(self, item_id: WorkItemId, decider: Decider, note: str) -> WorkItem:
        """Nothing becomes a fact; `note` says why."""
        item = self._open(item_id, decider)
        now = self.clock.now()
        return self.settle(item, (), Resolution(Outcome.DISMISSED, decider.name, now, note))

    def _open(self, item_id: WorkItemId, decider: Decider) -> WorkItem:
        item = self.worklist.get(item_id)
        try:
            allowed_account(self.accounts, item.account_id, decider.reach)
        except NotFoundError:
            raise NotFoundError("work item", item_id) from None
        if item.state is not WorkState.OPEN:
            raise ResolvedAlreadyError(f"{item_id} is resolved already")
        return item

    def _claim(self, claim_id: ClaimId, decider: Decider) -> Claim:
        claim = self.claims.get(claim_id)
        if claim.practice_id not in decider.reach.practices:
            raise NotFoundError("claim", claim_id)
        return claim


def _statement_about_a_claim(item: WorkItem) -> Statement:
    if item.statement is None or item.alike or not item.statement.kind.concerns_claims:
        raise NotTieableError(item.item_id)
    return item.statement
