"""Leases, and what is only done under one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import RLock

from chalicelib.domain.errors import LeaseLostError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.lease import Lease


class FakeLeases:
    """`held` are the leases that were not given back, expired or not."""

    def __init__(self) -> None:
        self.held: dict[AccountId, Lease] = {}
        self._tokens: dict[AccountId, int] = {}
        self._knocked: set[AccountId] = set()
        self._lock = RLock()

    def take(
        self, account_id: AccountId, holder: str, now: datetime, until: datetime
    ) -> Lease | None:
        with self._lock:
            present = self.held.get(account_id)
            if present is not None and present.holder != holder and present.until > now:
                return None
            token = self._tokens[account_id] = self._tokens.get(account_id, 0) + 1
            self._knocked.discard(account_id)
            self.held[account_id] = lease = Lease(account_id, holder, token, until)
            return lease

    def holds(self, lease: Lease) -> bool:
        with self._lock:
            present = self.held.get(lease.account_id)
            return present is not None and present.token == lease.token

    def knock(self, account_id: AccountId) -> None:
        with self._lock:
            if account_id in self.held:
                self._knocked.add(account_id)

    def release(self, lease: Lease) -> bool:
        with self._lock:
            if not self.holds(lease):
                return False
            del self.held[lease.account_id]
            return lease.account_id in self._knocked

    @contextmanager
    def fenced(self, lease: Lease | None) -> Iterator[None]:
        """Raises LeaseLostError where another has the lease; nobody takes it inside."""
        with self._lock:
            if lease is not None and self._tokens.get(lease.account_id) != lease.token:
                raise LeaseLostError("Another visitor has taken the account over.")
            yield
