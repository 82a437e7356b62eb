"""Hand claims over to whoever goes on with them elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.closing.records import HandOver, HandOverKind
from chalicelib.domain.errors import ClaimOfAnotherAccountError
from chalicelib.domain.fold import payer_claim_control_number
from chalicelib.domain.identifiers import AccountId, ClaimId, page_of
from chalicelib.domain.ports import Accounts, Claims, Clock, Closures
from chalicelib.services.access.decider import Decider
from chalicelib.services.closing.begun_closure import check_begun
from chalicelib.services.completeness.find_open_claims import FindOpenClaims


@dataclass(frozen=True, slots=True)
class Handing:
    """What a person says of one claim: who goes on with it, and what is to be done next."""

    claim_id: ClaimId
    kind: HandOverKind
    owner: str
    next_action: str


@dataclass(frozen=True, slots=True)
class HandOverClaims:
    accounts: Accounts
    claims: Claims
    clock: Clock
    closures: Closures
    find_open_claims: FindOpenClaims

    def __call__(
        self, account_id: AccountId, handings: Iterable[Handing], decider: Decider
    ) -> tuple[HandOver, ...]:
        """Every claim is looked up before anything is stored; what breaks off then is made good by
        doing it again.

        Raises NotFoundError for a claim that does not exist or where no closing was begun,
        ClaimOfAnotherAccountError, AccountClosingError while the account is being closed, and
        AccountClosedError after it.
        """
        check_begun(self.accounts, self.closures, account_id, decider.reach)
        handovers = tuple(self._handover(account_id, each, decider) for each in handings)
        self.closures.hand_over(handovers)
        return handovers

    def _handover(self, account_id: AccountId, handing: Handing, decider: Decider) -> HandOver:
        claim = self.claims.get(handing.claim_id)
        if claim.account_id != account_id:
            raise ClaimOfAnotherAccountError(handing.claim_id)
        standing = self.find_open_claims.one(claim, page_of(claim.position))
        return HandOver(
            account_id=account_id,
            claim_id=claim.claim_id,
            kind=handing.kind,
            owner=handing.owner,
            next_action=handing.next_action,
            by=decider.name,
            at=self.clock.now(),
            status=standing.status,
            patient_control_number=claim.patient_control_number,
            payer_id=claim.payer_id,
            payer_claim_control_number=payer_claim_control_number(standing.facts),
            charge=claim.charge,
            service_from=claim.service_from,
        )
