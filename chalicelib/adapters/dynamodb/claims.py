"""Claims, in pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.encoding import decode, encode
from chalicelib.adapters.dynamodb.stored import found
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.claim import Claim
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import BatchId, ClaimId


@dataclass(frozen=True, slots=True)
class DynamoClaims:
    table: Table

    def add(self, claims: Iterable[Claim]) -> None:
        self.table.put_all(item(keys.claim(claim.claim_id), encode(claim)) for claim in claims)

    def get(self, claim_id: ClaimId) -> Claim:
        """Raises NotFoundError, also for what is no claim's id at all."""
        try:
            key = keys.claim(claim_id)
        except (IndexError, ValueError):
            raise NotFoundError("claim", claim_id) from None
        return found(Claim, self.table.get(key), "claim", claim_id)

    def page(self, batch_id: BatchId, page: int) -> tuple[Claim, ...]:
        return tuple(
            decode(Claim, stored) for stored in self.table.query(keys.claims(batch_id, page))
        )
