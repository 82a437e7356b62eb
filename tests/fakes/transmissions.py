"""Transmissions."""

from chalicelib.domain.identifiers import AccountId, BatchId, TransmissionId
from chalicelib.domain.transmission import UNANSWERED, WAITING, Transmission, TransmissionState
from tests.fakes.rows import Rows


class FakeTransmissions:
    def __init__(self) -> None:
        self.rows: Rows[TransmissionId, Transmission] = Rows("transmission")

    def add(self, transmission: Transmission) -> Transmission:
        return self.rows.put_if_absent(transmission.transmission_id, transmission)

    def get(self, transmission_id: TransmissionId) -> Transmission:
        return self.rows.get(transmission_id)

    def of_batch(self, batch_id: BatchId) -> tuple[Transmission, ...]:
        found = (row for row in self.rows.all() if row.batch_id == batch_id)
        return tuple(sorted(found, key=_order))

    def advance(self, old: Transmission, new: Transmission) -> None:
        def still(present: Transmission) -> bool:
            return (present.state, present.attempts) == (old.state, old.attempts)

        self.rows.replace(old.transmission_id, new, still)

    def waiting(self, account_id: AccountId) -> tuple[Transmission, ...]:
        return self._in(WAITING, account_id)

    def unanswered(self, account_id: AccountId) -> tuple[Transmission, ...]:
        return self._in(UNANSWERED, account_id)

    def _in(
        self, states: frozenset[TransmissionState], account_id: AccountId
    ) -> tuple[Transmission, ...]:
        found = (
            row for row in self.rows.all() if row.account_id == account_id and row.state in states
        )
        return tuple(sorted(found, key=_order))


def _order(transmission: Transmission) -> tuple[object, ...]:
    part = int(transmission.transmission_id.split("_")[2])
    return transmission.received_at, transmission.batch_id, part
