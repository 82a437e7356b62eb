"""How long a payer usually takes, learned from what it has done.

Per account and payer the latest hundred batches are remembered, each with the hours that the
slowest of its answered claims took. The usual time is their 95th percentile by nearest rank: of
twenty batches, nineteen were answered by then. Which hundred are remembered depends on the set of
samples alone, never on their order or on repetitions, so that learning may be repeated freely.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.deadlines import SOONEST_WARNING
from chalicelib.domain.identifiers import AccountId, BatchId

REMEMBERED = 100
ENOUGH = 20
"""Below that many batches nothing is said about a payer."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The payer answered everything that it ever answered of this batch within so many hours."""

    sent_at: datetime
    batch_id: BatchId
    hours: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """`samples` are by time of sending. `revision` counts the changes, to tell races."""

    account_id: AccountId
    payer_id: str
    samples: tuple[Sample, ...] = ()
    revision: int = 0

    def learn(self, new: Iterable[Sample]) -> "Lateness":
        """With these samples; itself when they are known or too old to be remembered."""
        by_batch = {sample.batch_id: sample for sample in self.samples}
        for sample in new:
            known = by_batch.get(sample.batch_id, sample)
            by_batch[sample.batch_id] = max(sample, known, key=lambda each: each.hours)
        latest = sorted(by_batch.values(), key=lambda each: (each.sent_at, each.batch_id))
        samples = tuple(latest[-REMEMBERED:])
        if samples == self.samples:
            return self
        return Lateness(self.account_id, self.payer_id, samples, self.revision + 1)

    @property
    def usual(self) -> timedelta | None:
        """The 95th percentile, a day at least; None while too little is known."""
        if len(self.samples) < ENOUGH:
            return None
        hours = sorted(sample.hours for sample in self.samples)
        rank = -(-95 * len(hours) // 100)
        return max(timedelta(hours=hours[rank - 1]), SOONEST_WARNING)
