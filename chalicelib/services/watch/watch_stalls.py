"""Watch for silence: what is stuck, who does not speak, and does anybody still visit?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch, IntakeState
from chalicelib.domain.errors import CourierError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Batches, Clock, Hints, Meter, Transmissions
from chalicelib.services.diagnosis.probe_connection import ProbeConnection, Sighting
from chalicelib.services.watch.watch_account import AccountState, WatchAccount
from chalicelib.services.watch.watch_batch import WatchBatch

AGE_METRIC = "OldestUnansweredBatchAge"
VISIT_METRIC = "LongestUnvisited"
PROBING_TIME = timedelta(minutes=1)
"""Of one round, so that whatever is due is told within five minutes of its deadline; what stalls
after that is judged by our books alone and probed in a later round."""


class AccountsNotWatchedError(CourierError):
    """Everything else was watched; these accounts could not be and need a person."""


@dataclass(frozen=True, slots=True)
class _Watched:
    oldest: float
    state: AccountState


@dataclass(frozen=True, slots=True)
class WatchStalls:
    accounts: Accounts
    batches: Batches
    clock: Clock
    hints: Hints
    meter: Meter
    probe: ProbeConnection
    transmissions: Transmissions
    watch_account: WatchAccount
    watch_batch: WatchBatch

    def __call__(self) -> float:
        """Look at every batch that is due, have told what changed, and emit the figures.

        The age counts from the moment a batch was handed in, sent or not, until each of its claims
        has a first verdict. Returns the oldest, in seconds. Figures are emitted even when they are
        0: their absence is an alarm of its own. Raises AccountsNotWatchedError at the end.
        """
        began = self.clock.now()
        unplanned = self.batches.unplanned()
        watched: list[_Watched] = []
        failed: list[AccountId] = []
        for account in self._watched_accounts():
            mine = [batch for batch in unplanned if batch.account_id == account.account_id]
            try:
                watched.append(self._watch(account, mine, began))
            except Exception:  # noqa: BLE001 - its words may quote a file; the id is told
                failed.append(account.account_id)
        self.hints.publish()
        oldest = max((each.oldest for each in watched), default=0.0)
        self.meter.gauge_seconds(AGE_METRIC, oldest)
        self._measure([each.state for each in watched])
        if failed:
            raise AccountsNotWatchedError(", ".join(failed))
        return oldest

    def _watched_accounts(self) -> Iterator[Account]:
        """Nothing is awaited of a closed account: what was open is handed over."""
        return (each for each in self.accounts.all() if not each.is_closed)

    def _watch(self, account: Account, unplanned: list[Batch], began: datetime) -> _Watched:
        @cache
        def look() -> Sighting:
            late = self.clock.now() - began > PROBING_TIME
            return Sighting(()) if late else self.probe(account)

        due = self.batches.due(account.account_id, self.clock.now())
        looked_at = [self.watch_batch(account, batch, look) for batch in (*due, *unplanned)]
        age = self._oldest(account.account_id, looked_at)
        self.meter.gauge_seconds(AGE_METRIC, age, account.account_id)
        return _Watched(age, self.watch_account(account))

    def _oldest(self, account_id: AccountId, looked_at: Iterable[Batch]) -> float:
        open_ones = (
            *self.transmissions.waiting(account_id),
            *self.transmissions.unanswered(account_id),
        )
        received = [
            *(each.received_at for each in open_ones),
            *(batch.received_at for batch in looked_at if _counts(batch)),
        ]
        now = self.clock.now()
        return max(((now - at).total_seconds() for at in received), default=0.0)

    def _measure(self, states: list[AccountState]) -> None:
        unvisited = [each.unvisited_for for each in states if each.unvisited_for is not None]
        longest = max(unvisited, default=timedelta())
        self.meter.gauge_seconds(VISIT_METRIC, longest.total_seconds())
        self.meter.count("SilentAccounts", sum(each.silent for each in states))
        self.meter.count("RefusedAccounts", sum(each.refused for each in states))
        self.meter.count("HostKeyChangedAccounts", sum(each.host_key_changed for each in states))
        self.meter.count("UnreachableAccounts", sum(each.unreachable for each in states))


def _counts(batch: Batch) -> bool:
    """Not taken in yet, or sent and answered and still without a verdict on each claim."""
    if batch.state is IntakeState.RECEIVED:
        return True
    return batch.stall is not None and batch.stall.stage.is_hard
