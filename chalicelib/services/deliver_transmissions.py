"""Deliver what is waiting for an account, in order, each file once.

Exactly once by looking (docs/adr/0004-look-before-repeat.md): the bytes go to a staged name that
the clearinghouse does not collect, `staged` is written down, and only then the file is renamed.
After a crash the courier looks at what lies there before it does anything again.
"""

from dataclasses import dataclass

from chalicelib.clearinghouses.profile import Profile
from chalicelib.domain.account import Account
from chalicelib.domain.batch import IntakeState
from chalicelib.domain.errors import ConflictError, TransferError
from chalicelib.domain.ports import Archive, Batches, Clock, Mailbox, Transmissions
from chalicelib.domain.transmission import Transmission, TransmissionState


@dataclass(frozen=True, slots=True)
class DeliverTransmissions:
    archive: Archive
    batches: Batches
    clock: Clock
    transmissions: Transmissions

    def __call__(self, account: Account, profile: Profile, mailbox: Mailbox) -> tuple[int, int]:
        """How many files were sent and how many failed; a failed one waits for the next visit.

        Raises MailboxUnreachableError when the connection breaks.
        """
        sent = failed = 0
        for transmission in self.transmissions.waiting(account.account_id):
            if self.batches.get(transmission.batch_id).state is not IntakeState.PLANNED:
                continue
            try:
                self._deliver(transmission, profile.inbound, mailbox)
            except TransferError:
                failed += 1
            except ConflictError:
                # The list of what waits was a moment old: another visit has moved this one on.
                continue
            else:
                sent += 1
        return sent, failed

    def _deliver(self, transmission: Transmission, folder: str, mailbox: Mailbox) -> None:
        staged = f"{folder}/{transmission.staged_name}"
        final = f"{folder}/{transmission.file_name}"
        if transmission.state is TransmissionState.PLANNED:
            transmission = self._stage(transmission, staged, mailbox)
            mailbox.rename(staged, final)
        elif mailbox.size(final) is None and mailbox.size(staged) is not None:
            mailbox.rename(staged, final)
        # Otherwise the rename happened: the file lies there, or the clearinghouse has taken it.
        self._advance(transmission, transmission.send(self.clock.now()))

    def _stage(self, transmission: Transmission, path: str, mailbox: Mailbox) -> Transmission:
        content = self.archive.transmission(transmission.transmission_id)
        transmission = self._advance(transmission, transmission.attempt())
        mailbox.put(path, content)
        return self._advance(transmission, transmission.stage())

    def _advance(self, old: Transmission, new: Transmission) -> Transmission:
        self.transmissions.advance(old, new)
        return new
