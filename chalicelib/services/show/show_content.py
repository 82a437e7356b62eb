"""Show files byte for byte: what was handed in, and what was sent."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import BatchId, TransmissionId
from chalicelib.domain.ports import Accounts, Archive, Batches, Transmissions
from chalicelib.services.access.allowed_account import is_within


@dataclass(frozen=True, slots=True)
class ShowContent:
    """Whatever is out of reach is not found, too (NotFoundError)."""

    accounts: Accounts
    archive: Archive
    batches: Batches
    transmissions: Transmissions

    def of_batch(self, batch_id: BatchId, reach: Reach) -> bytes:
        if not is_within(reach, self.batches.get(batch_id), self.accounts):
            raise NotFoundError("batch", batch_id)
        return self.archive.original(batch_id)

    def of_transmission(self, transmission_id: TransmissionId, reach: Reach) -> bytes:
        if not is_within(reach, self.transmissions.get(transmission_id), self.accounts):
            raise NotFoundError("transmission", transmission_id)
        return self.archive.transmission(transmission_id)
