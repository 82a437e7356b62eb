"""Look for the files of which it is not known whether they were sent."""

from dataclasses import dataclass

from chalicelib.domain.errors import ConflictError, TransferError
from chalicelib.domain.ports import Transmissions
from chalicelib.domain.transmission import TransmissionState
from chalicelib.services.visit.errand import Errand
from chalicelib.services.visit.send_transmission import SendTransmission


@dataclass(frozen=True, slots=True)
class Looked:
    """Of the files that may have been sent: how many are seen to be, and how many are not."""

    seen: int
    doubtful: int


@dataclass(frozen=True, slots=True)
class LookForDoubtful:
    send: SendTransmission
    transmissions: Transmissions

    def __call__(self, errand: Errand) -> Looked:
        """Raises MailboxUnreachableError when the connection breaks."""
        seen = doubtful = 0
        for transmission in self.transmissions.unanswered(errand.account.account_id):
            if transmission.state is TransmissionState.UNCERTAIN:
                try:
                    found = self.send(transmission, errand)
                except TransferError:
                    found = False
                except ConflictError:
                    # An answer or a person has ended the doubt meanwhile.
                    continue
                seen += found
                doubtful += not found
        return Looked(seen, doubtful)
