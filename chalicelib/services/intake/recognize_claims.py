"""Tell which claims of a file were handed in before, in whatever file, and keep hold of the rest.

Why by what they say, and why so: docs/adr/0046-a-claim-is-what-it-says.md.
"""

from dataclasses import dataclass
from functools import cache

from chalicelib.domain.account import AccountMode
from chalicelib.domain.batch import Batch, IntakeState
from chalicelib.domain.claim_identity import ClaimIdentity, Hold, Holder, KnownClaim
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import BatchId, batch_of_claim, claim_id
from chalicelib.domain.ports import Batches, ClaimIdentities
from chalicelib.x12.claim_identity import claim_identities

_TRIES = 5
"""Each lost race is with another file that holds one of the claims from then on."""


@dataclass(frozen=True, slots=True)
class RecognizeClaims:
    batches: Batches
    identities: ClaimIdentities

    def __call__(self, batch: Batch, mode: AccountMode, content: bytes) -> tuple[KnownClaim, ...]:
        """The known claims of the batch's acceptable file, by position.

        The batch holds the identities of all others then; none where it may not be sent because
        some are known. Doing it again for the same batch finds the same, and does not find the
        batch itself. Raises ConflictError when too many others want the same claims.
        """
        identities = [ClaimIdentity(each) for each in claim_identities(content)]
        for _ in range(_TRIES):
            known, holds = self._sorted_out(batch, mode, identities)
            if known and batch.duplicates_allowed is None:
                return known
            if self.identities.take(mode, holds):
                return known
        raise ConflictError(f"Others go on handing in the claims of {batch.batch_id}.")

    def _sorted_out(
        self, batch: Batch, mode: AccountMode, identities: list[ClaimIdentity]
    ) -> tuple[tuple[KnownClaim, ...], list[Hold]]:
        holders = dict(self.identities.holders(mode, set(identities)))
        was_refused = cache(self._was_refused)
        known: list[KnownClaim] = []
        holds: dict[ClaimIdentity, Hold] = {}
        for position, identity in enumerate(identities, start=1):
            own = Holder(claim_id(batch.batch_id, position), batch.practice_id, batch.received_at)
            holder = holds[identity].holder if identity in holds else holders.get(identity)
            if holder is None or holder.claim_id == own.claim_id:
                holds[identity] = Hold(identity, own)
            elif identity not in holds and was_refused(batch_of_claim(holder.claim_id)):
                holds[identity] = Hold(identity, own, over=holder)
            else:
                known.append(KnownClaim(position, holder))
        return tuple(known), list(holds.values())

    def _was_refused(self, batch_id: BatchId) -> bool:
        """One that lost a race for another of its claims was not sent, and holds none for good."""
        return self.batches.get(batch_id).state is IntakeState.REFUSED
