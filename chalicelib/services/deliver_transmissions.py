"""Deliver what is waiting for an account, in order, each file once.

Exactly once by looking (docs/adr/0004-look-before-repeat.md): the bytes go to a staged name that
the clearinghouse does not collect, `staged` is written down, and only then the file is renamed.
After a crash the courier looks at what lies there before it does anything again.

Where the clearinghouse collects whatever lies in its folder there is no name to stage under. Then
`uncertain` is written down before the bytes go out, and after a crash nothing is ever sent again:
the file is still there whole, or an answer shows that it arrived, or a person decides.
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
        for transmission in self._due(account):
            try:
                delivered = self._deliver(transmission, profile.inbound, mailbox)
            except TransferError:
                failed += 1
            except ConflictError:
                # The list of what waits was a moment old: another visit has moved this one on.
                continue
            else:
                sent += delivered
        return sent, failed

    def _due(self, account: Account) -> list[Transmission]:
        """What waits to be sent, and what may have been sent."""
        doubtful = [
            each
            for each in self.transmissions.unanswered(account.account_id)
            if each.state is TransmissionState.UNCERTAIN
        ]
        waiting = self.transmissions.waiting(account.account_id)
        return [*doubtful, *(each for each in waiting if self._is_planned(each))]

    def _is_planned(self, transmission: Transmission) -> bool:
        return self.batches.get(transmission.batch_id).state is IntakeState.PLANNED

    def _deliver(self, transmission: Transmission, folder: str, mailbox: Mailbox) -> bool:
        """Whether the file is known to be sent now."""
        final = f"{folder}/{transmission.file_name}"
        if transmission.state is TransmissionState.UNCERTAIN:
            if mailbox.size(final) != transmission.size:
                return False
        elif transmission.staged_name is None:
            transmission = self._put_directly(transmission, final, mailbox)
        else:
            staged = f"{folder}/{transmission.staged_name}"
            transmission = self._put_staged(transmission, staged, final, mailbox)
        self._advance(transmission, transmission.send(self.clock.now()))
        return True

    def _put_staged(
        self, transmission: Transmission, staged: str, final: str, mailbox: Mailbox
    ) -> Transmission:
        if transmission.state is TransmissionState.PLANNED:
            content = self.archive.transmission(transmission.transmission_id)
            transmission = self._advance(transmission, transmission.attempt())
            mailbox.put(staged, content)
            transmission = self._advance(transmission, transmission.stage())
            _rename(mailbox, staged, final)
        elif mailbox.size(staged) is not None:
            _rename(mailbox, staged, final)
        # Otherwise the rename happened: the file lies there, or the clearinghouse has taken it.
        return transmission

    def _put_directly(
        self, transmission: Transmission, final: str, mailbox: Mailbox
    ) -> Transmission:
        content = self.archive.transmission(transmission.transmission_id)
        transmission = self._advance(transmission, transmission.attempt().doubt())
        mailbox.put(final, content)
        return transmission

    def _advance(self, old: Transmission, new: Transmission) -> Transmission:
        self.transmissions.advance(old, new)
        return new


def _rename(mailbox: Mailbox, staged: str, final: str) -> None:
    """While our bytes lie under the staged name, whatever has the final name is not our file."""
    if mailbox.size(final) is not None:
        raise TransferError("The final name is taken by another file.")
    mailbox.rename(staged, final)
