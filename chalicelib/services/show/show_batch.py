"""Tell where a batch stands."""

from collections import Counter
from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.batch import Batch
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.fold import batch_status
from chalicelib.domain.identifiers import BatchId, PracticeId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts, Batches, Tallies, Transmissions
from chalicelib.domain.status import BatchStatus, ClaimStatus
from chalicelib.domain.tally import claims_by_status
from chalicelib.domain.transmission import Transmission
from chalicelib.domain.wanted import ALL_BATCHES, WantedBatches
from chalicelib.services.access.allowed_account import is_within
from chalicelib.services.show.filtered import filtered


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch with all that is folded about it; `claims_by_status` adds up to its claims."""

    batch: Batch
    status: BatchStatus
    transmissions: tuple[Transmission, ...]
    claims_by_status: Counter[ClaimStatus]


@dataclass(frozen=True, slots=True)
class ShowBatch:
    accounts: Accounts
    batches: Batches
    tallies: Tallies
    transmissions: Transmissions

    def __call__(self, batch_id: BatchId, reach: Reach) -> BatchView:
        """Raises NotFoundError for what is out of reach, too."""
        batch = self.batches.get(batch_id)
        if not is_within(reach, batch, self.accounts):
            raise NotFoundError("batch", batch_id)
        return self.view(batch)

    def list(
        self,
        practice_id: PracticeId,
        reach: Reach,
        limit: int,
        cursor: str | None,
        wanted: WantedBatches = ALL_BATCHES,
        status: BatchStatus | None = None,
    ) -> Page[BatchView]:
        """A practice's batches within reach, newest first; of one status if it is given.

        Raises NotFoundError for a practice out of reach, ValueError on a cursor that is not ours.
        """
        if practice_id not in reach.practices:
            raise NotFoundError("practice", practice_id)

        def page_at(limit: int, cursor: str | None) -> Page[BatchView]:
            page = self.batches.of_practice(practice_id, limit, cursor, wanted)
            within = (batch for batch in page.items if is_within(reach, batch, self.accounts))
            return Page(tuple(self.view(batch) for batch in within), page.next_cursor)

        return filtered(page_at, lambda view: status in (None, view.status), limit, cursor)

    def view(self, batch: Batch) -> BatchView:
        transmissions = self.transmissions.of_batch(batch.batch_id)
        statuses = claims_by_status(self.tallies.of_batch(batch.batch_id))
        untouched = batch.claim_count - statuses.total()
        if untouched:
            statuses[ClaimStatus.AWAITING] += untouched
        return BatchView(
            batch, batch_status(batch, transmissions, statuses), transmissions, statuses
        )
