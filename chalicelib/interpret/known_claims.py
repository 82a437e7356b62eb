"""What a client is told of claims that were handed in before."""

from collections.abc import Sequence

from chalicelib.domain.batch import HANDED_IN_BEFORE, Batch
from chalicelib.domain.claim_identity import Holder, KnownClaim
from chalicelib.domain.finding import Finding, Level
from chalicelib.domain.identifiers import batch_of_claim
from chalicelib.x12.claim_index import IndexedClaim


def known_claim_findings(
    batch: Batch, claims: Sequence[IndexedClaim], known: Sequence[KnownClaim]
) -> tuple[Finding, ...]:
    """One for each known claim: errors, or warnings where somebody has allowed them."""
    level = Level.ERROR if batch.duplicates_allowed is None else Level.WARNING
    return tuple(_finding(batch, claims[each.position - 1], each.holder, level) for each in known)


def _finding(batch: Batch, claim: IndexedClaim, holder: Holder, level: Level) -> Finding:
    return Finding(
        rule=HANDED_IN_BEFORE,
        level=level,
        message=f"Claim {claim.position} of the file says the same as {_named(batch, holder)}.",
        fix="Take it out of the file. A correction says so in CLM05-3 (7 or 8) and is no repeat. "
        "If it is to be sent again as it is, allow it with a reason: "
        f"POST /v1/batches/{batch.batch_id}/allow_duplicates.",
        segment="CLM",
        segment_number=claim.segment_number,
        offset=claim.offset,
    )


def _named(batch: Batch, holder: Holder) -> str:
    if holder.practice_id != batch.practice_id:
        return "one that another practice handed in before"
    earlier = batch_of_claim(holder.claim_id)
    if earlier == batch.batch_id:
        return f"{holder.claim_id}, further up in it"
    return f"{holder.claim_id} of {earlier}, handed in before"
