"""Take in whatever was dropped: its folder says what it is."""

from dataclasses import dataclass

from chalicelib.domain.ports import DroppedFile
from chalicelib.services.intake.receive_batch import Receipt
from chalicelib.services.intake.receive_dropped_file import ReceiveDroppedFile
from chalicelib.services.intake.receive_dropped_remittance import ReceiveDroppedRemittance
from chalicelib.services.intake.receive_remittance_file import FileReceipt


@dataclass(frozen=True, slots=True)
class TakeInDrop:
    claim_file: ReceiveDroppedFile
    remittance_file: ReceiveDroppedRemittance

    def __call__(self, file: DroppedFile) -> Receipt | FileReceipt:
        """Raises UndeliverableDropError, and NotFoundError when the object is gone."""
        return self.remittance_file(file) if file.is_remittance else self.claim_file(file)
