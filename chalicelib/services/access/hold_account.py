"""Have an account for oneself for a moment: nobody visits it meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.errors import AccountBusyError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.lease import Lease
from chalicelib.domain.ports import Clock, Entropy, Leases


@dataclass(frozen=True, slots=True)
class HoldAccount:
    clock: Clock
    entropy: Entropy
    leases: Leases

    @contextmanager
    def __call__(self, account_id: AccountId, takes: timedelta) -> Iterator[Lease]:
        """Its lease, given back in the end; of whoever dies it is free again after `takes`.

        Raises AccountBusyError while another has it.
        """
        now, holder = self.clock.now(), self.entropy(16).hex()
        lease = self.leases.take(account_id, holder, now, now + takes)
        if lease is None:
            raise AccountBusyError(account_id)
        try:
            yield lease
        finally:
            self.leases.release(lease)
