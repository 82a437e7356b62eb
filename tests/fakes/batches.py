"""Batches and their claims."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch, IntakeState
from chalicelib.domain.claim import Claim
from chalicelib.domain.identifiers import AccountId, BatchId, ClaimId, PracticeId, page_of
from chalicelib.domain.paging import Page
from chalicelib.domain.wanted import ALL_BATCHES, WantedBatches
from tests.fakes import rows
from tests.fakes.rows import Rows


class FakeBatches:
    def __init__(self) -> None:
        self.rows: Rows[BatchId, Batch] = Rows("batch")

    def add(self, batch: Batch) -> Batch:
        return self.rows.put_if_absent(batch.batch_id, batch)

    def get(self, batch_id: BatchId) -> Batch:
        return self.rows.get(batch_id)

    def advance(self, old: Batch, new: Batch) -> None:
        def still(present: Batch) -> bool:
            return _of_watch(present) == _of_watch(old)

        self.rows.replace(old.batch_id, new, still)

    def unplanned(self) -> tuple[Batch, ...]:
        return self._oldest_first(lambda batch: batch.state is IntakeState.RECEIVED)

    def due(self, account_id: AccountId, now: datetime) -> tuple[Batch, ...]:
        looks = [
            (batch.look_at, batch.batch_id, batch)
            for batch in self.rows.all()
            if batch.account_id == account_id
            and batch.state is not IntakeState.RECEIVED
            and batch.look_at is not None
            and batch.look_at <= now
        ]
        return tuple(batch for *_, batch in sorted(looks, key=lambda look: look[:2]))

    def of_practice(
        self,
        practice_id: PracticeId,
        limit: int,
        cursor: str | None,
        wanted: WantedBatches = ALL_BATCHES,
    ) -> Page[Batch]:
        found = [
            (f"{batch.received_at.isoformat()}#{batch.batch_id}", batch)
            for batch in self.rows.all()
            if batch.practice_id == practice_id and wanted.has(batch)
        ]
        return rows.page_of(found, practice_id, limit, cursor)

    def all_of(self, account: Account) -> Iterator[Batch]:
        return iter(self._oldest_first(lambda batch: batch.account_id == account.account_id))

    def _oldest_first(self, wanted: Callable[[Batch], bool]) -> tuple[Batch, ...]:
        found = filter(wanted, self.rows.all())
        return tuple(sorted(found, key=lambda batch: (batch.received_at, batch.batch_id)))


def _of_watch(batch: Batch) -> tuple[object, ...]:
    return batch.state, batch.stall, batch.look_at


class FakeClaims:
    def __init__(self) -> None:
        self.rows: Rows[ClaimId, Claim] = Rows("claim")

    def add(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            self.rows.by_key[claim.claim_id] = claim

    def get(self, claim_id: ClaimId) -> Claim:
        return self.rows.get(claim_id)

    def page(self, batch_id: BatchId, page: int) -> tuple[Claim, ...]:
        found = (
            claim
            for claim in self.rows.all()
            if claim.batch_id == batch_id and page_of(claim.position) == page
        )
        return tuple(sorted(found, key=lambda claim: claim.position))
