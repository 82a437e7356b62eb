"""Transmissions."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.domain.identifiers import AccountId, BatchId, TransmissionId
from chalicelib.domain.lease import Lease
from chalicelib.domain.paging import Page
from chalicelib.domain.transmission import UNANSWERED, WAITING, Transmission, TransmissionState
from tests.fakes import rows
from tests.fakes.leases import FakeLeases
from tests.fakes.rows import Rows


class FakeTransmissions:
    def __init__(self, leases: FakeLeases | None = None) -> None:
        self.rows: Rows[TransmissionId, Transmission] = Rows("transmission")
        self._leases = leases or FakeLeases()

    def add(self, transmission: Transmission) -> Transmission:
        return self.rows.put_if_absent(transmission.transmission_id, transmission)

    def get(self, transmission_id: TransmissionId) -> Transmission:
        return self.rows.get(transmission_id)

    def of_batch(self, batch_id: BatchId) -> tuple[Transmission, ...]:
        found = (row for row in self.rows.all() if row.batch_id == batch_id)
        return tuple(sorted(found, key=_order))

    def advance(self, old: Transmission, new: Transmission, lease: Lease | None = None) -> None:
        def still(present: Transmission) -> bool:
            return (present.state, present.attempts) == (old.state, old.attempts)

        with self._leases.fenced(lease):
            self.rows.replace(old.transmission_id, new, still)

    def waiting(self, account_id: AccountId) -> tuple[Transmission, ...]:
        return self._in(WAITING, account_id)

    def unanswered(self, account_id: AccountId) -> tuple[Transmission, ...]:
        return self._in(UNANSWERED, account_id)

    def held(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[Transmission]:
        found = [
            (f"{row.outage_since.isoformat()}#{row.received_at.isoformat()}#{row.batch_id}", row)
            for row in self.rows.all()
            if row.account_id == account_id and row.outage_since is not None
        ]
        return rows.page_of(found, account_id, limit, cursor)

    def unheld(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[Transmission]:
        found = [
            (f"{row.received_at.isoformat()}#{row.batch_id}#{_order(row)[2]:03d}", row)
            for row in self.rows.all()
            if row.account_id == account_id and row.outage_since is None
        ]
        return rows.page_of(found, account_id, limit, cursor)

    def all_of(self, account_id: AccountId) -> Iterator[Transmission]:
        return iter(self._in(frozenset(TransmissionState), account_id))

    def _in(
        self, states: frozenset[TransmissionState], account_id: AccountId
    ) -> tuple[Transmission, ...]:
        found = (
            row for row in self.rows.all() if row.account_id == account_id and row.state in states
        )
        return tuple(sorted(found, key=_order))


def _order(transmission: Transmission) -> tuple[datetime, BatchId, int]:
    part = int(transmission.transmission_id.split("_")[2])
    return transmission.received_at, transmission.batch_id, part
