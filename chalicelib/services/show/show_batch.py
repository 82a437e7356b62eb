"""Tell where a batch stands."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.fold import batch_status
from chalicelib.domain.identifiers import BatchId, PracticeId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts, Batches, Tallies, Transmissions
from chalicelib.domain.status import BatchStatus, ClaimStatus
from chalicelib.domain.tally import claims_by_status
from chalicelib.domain.wanted import ALL_BATCHES, WantedBatches
from chalicelib.services.access.allowed_account import find_account
from chalicelib.services.show.filtered import filtered
from chalicelib.services.show.sent_batch import SentBatch


@dataclass(frozen=True, slots=True)
class BatchView(SentBatch):
    """A batch with all that is folded about it; `claims_by_status` adds up to its claims."""

    status: BatchStatus
    claims_by_status: Counter[ClaimStatus]


@dataclass(frozen=True, slots=True)
class ShowBatch:
    accounts: Accounts
    batches: Batches
    tallies: Tallies
    transmissions: Transmissions

    def __call__(self, batch_id: BatchId, reach: Reach) -> BatchView:
        """Raises NotFoundError for what is out of reach, too."""
        return self._view(self.sent(batch_id, reach))

    def sent(self, batch_id: BatchId, reach: Reach) -> SentBatch:
        """No more than its claims share. Raises NotFoundError for what is out of reach, too."""
        batch = self.batches.get(batch_id)
        account = find_account(self.accounts, batch, reach)
        if account is None:
            raise NotFoundError("batch", batch_id)
        return self._sent(batch, account)

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
        account_of = cache(self.accounts.get)

        def page_at(limit: int, cursor: str | None) -> Page[BatchView]:
            page = self.batches.of_practice(practice_id, limit, cursor, wanted)
            found = ((batch, account_of(batch.account_id)) for batch in page.items)
            within = (each for each in found if reach.has(each[1], practice_id))
            return Page(tuple(self.view(*each) for each in within), page.next_cursor)

        return filtered(page_at, lambda view: status in (None, view.status), limit, cursor)

    def view(self, batch: Batch, account: Account) -> BatchView:
        """Of what the caller may see, with its account."""
        return self._view(self._sent(batch, account))

    def _sent(self, batch: Batch, account: Account) -> SentBatch:
        return SentBatch(batch, account, self.transmissions.of_batch(batch.batch_id))

    def _view(self, sent: SentBatch) -> BatchView:
        batch, transmissions = sent.batch, sent.transmissions
        statuses = claims_by_status(self.tallies.of_batch(batch.batch_id))
        untouched = batch.claim_count - statuses.total()
        if untouched:
            statuses[ClaimStatus.AWAITING] += untouched
        status = batch_status(batch, transmissions, statuses)
        return BatchView(batch, sent.account, transmissions, status, statuses)
