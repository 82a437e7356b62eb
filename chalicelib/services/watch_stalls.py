"""Watch for silence: how old is the oldest unanswered batch, and what is stuck?"""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.diagnosis import diagnose
from chalicelib.domain.identifiers import BatchId
from chalicelib.domain.ports import Accounts, Batches, Clock, Meter, Transmissions
from chalicelib.domain.transmission import Transmission

AGE_METRIC = "OldestUnansweredBatchAge"


@dataclass(frozen=True, slots=True)
class WatchStalls:
    accounts: Accounts
    batches: Batches
    clock: Clock
    meter: Meter
    transmissions: Transmissions

    def __call__(self) -> float:
        """Flag what is past its deadline, lift the flag from what was answered, emit the ages.

        The age counts from the moment a batch was handed in, sent or not. Returns the oldest, in
        seconds. The figure is emitted even when it is 0: its absence is an alarm of its own.
        """
        oldest = max((self._watch(account) for account in self.accounts.all()), default=0.0)
        oldest = max(oldest, self._oldest_unplanned())
        self.meter.gauge_seconds(AGE_METRIC, oldest)
        return oldest

    def _watch(self, account: Account) -> float:
        now = self.clock.now()
        open_ones = (
            *self.transmissions.waiting(account.account_id),
            *self.transmissions.unanswered(account.account_id),
        )
        deadline = profile_named(account.clearinghouse).answer_deadline
        for transmission in open_ones:
            if now - transmission.received_at >= deadline:
                self._begin_stall(account, transmission, now)
        self._end_stalls(account, {transmission.batch_id for transmission in open_ones})
        age = max((_age(transmission.received_at, now) for transmission in open_ones), default=0.0)
        self.meter.gauge_seconds(AGE_METRIC, age, account.account_id)
        return age

    def _begin_stall(self, account: Account, transmission: Transmission, now: datetime) -> None:
        batch = self.batches.get(transmission.batch_id)
        if batch.stall is None:
            health = self.accounts.health(account.account_id)
            self.batches.advance(batch, batch.begin_stall(diagnose(transmission, health, now)))
            self.meter.count("StallsBegun", account_id=account.account_id)

    def _end_stalls(self, account: Account, still_open: set[BatchId]) -> None:
        for batch in self.batches.stalled(account.account_id):
            if batch.batch_id not in still_open:
                self.batches.advance(batch, batch.end_stall())
                self.meter.count("StallsEnded", account_id=account.account_id)

    def _oldest_unplanned(self) -> float:
        now = self.clock.now()
        return max((_age(b.received_at, now) for b in self.batches.unplanned()), default=0.0)


def _age(since: datetime, now: datetime) -> float:
    return (now - since).total_seconds()
