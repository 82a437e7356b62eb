"""Take in whatever was dropped: its folder says what it is."""

from dataclasses import dataclass

from chalicelib.domain.ports import DropFolder, DroppedFile, Meter
from chalicelib.services.intake.receive_batch import Receipt
from chalicelib.services.intake.receive_dropped_file import (
    ReceiveDroppedFile,
    UndeliverableDropError,
)
from chalicelib.services.intake.receive_dropped_remittance import ReceiveDroppedRemittance
from chalicelib.services.intake.receive_remittance_file import FileReceipt


@dataclass(frozen=True, slots=True)
class TakeInDrop:
    claim_file: ReceiveDroppedFile
    drop_folder: DropFolder
    meter: Meter
    remittance_file: ReceiveDroppedRemittance

    def __call__(self, file: DroppedFile) -> Receipt | FileReceipt:
        """What was taken in is removed from the drop folder: what lies there waits.

        Raises UndeliverableDropError, and NotFoundError when the object is gone.
        """
        receive = self.remittance_file if file.is_remittance else self.claim_file
        try:
            receipt = receive(file)
        except UndeliverableDropError:
            self.meter.count("UndeliverableDrops")
            raise
        self.drop_folder.remove(file)
        return receipt
