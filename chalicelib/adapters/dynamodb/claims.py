"""Claims: each page of a batch is one item."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from chalicelib.adapters.dynamodb.keys import batches as keys
from chalicelib.adapters.dynamodb.packing import pack, unpack
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.claim import Claim
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import BatchId, ClaimId, batch_of_claim, page_of, position_of

_CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class DynamoClaims:
    table: Table

    def add(self, claims: Iterable[Claim]) -> None:
        by_id = {claim.claim_id: claim for claim in claims}
        ordered = sorted(by_id.values(), key=_place)
        self.table.put_all(
            item(keys.claims(batch_id, page), {_CLAIMS: pack(some)})
            for (batch_id, page), some in groupby(ordered, _page)
        )

    def get(self, claim_id: ClaimId) -> Claim:
        """Raises NotFoundError, also for what is no claim's id at all."""
        try:
            page = self.page(batch_of_claim(claim_id), page_of(position_of(claim_id)))
        except (IndexError, ValueError):
            page = ()
        for claim in page:
            if claim.claim_id == claim_id:
                return claim
        raise NotFoundError("claim", claim_id)

    def page(self, batch_id: BatchId, page: int) -> tuple[Claim, ...]:
        stored = self.table.get(keys.claims(batch_id, page))
        return unpack(Claim, stored[_CLAIMS]) if stored else ()


def _page(claim: Claim) -> tuple[BatchId, int]:
    return claim.batch_id, page_of(claim.position)


def _place(claim: Claim) -> tuple[BatchId, int]:
    return claim.batch_id, claim.position
