"""Whether two files speak of the same claims, so that one must not overtake the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.batch import Batch
from chalicelib.domain.identifiers import BatchId, page_of
from chalicelib.domain.ports import Batches, Claims
from chalicelib.domain.transmission import Transmission


@dataclass(frozen=True, slots=True)
class ShareClaims:
    batches: Batches
    claims: Claims

    def __call__(self, file: Transmission, earlier: Iterable[Transmission]) -> bool:
        """Whether a patient control number of the file's batch is in one of theirs, too.

        A correction or a void bears the number of the claim that it is about. The same number for
        different claims is taken for the same: then one waits that could have gone.
        """
        mine: frozenset[str] | None = None
        for each in earlier:
            mine = self._numbers(file.batch_id) if mine is None else mine
            if mine & self._numbers(each.batch_id):
                return True
        return False

    def _numbers(self, batch_id: BatchId) -> frozenset[str]:
        pages = _pages(self.batches.get(batch_id))
        claims = (claim for page in pages for claim in self.claims.page(batch_id, page))
        return frozenset(claim.patient_control_number for claim in claims)


def _pages(batch: Batch) -> range:
    return range(page_of(batch.claim_count) + 1 if batch.claim_count else 0)
