"""Send one file, exactly once, by looking (docs/adr/0004-look-before-repeat.md).

The bytes go to a staged name that the clearinghouse does not collect, `staged` is written down, and
only then the file is renamed. After a crash the courier looks at what lies there before it does
anything again.

Where nothing can be staged, or the server does not rename, `uncertain` is written down before the
bytes go out under the final name. If they are not confirmed, no machine sends them again: the file
is seen there whole, or an answer shows that it arrived, or a person decides.
"""

from contextlib import suppress
from dataclasses import dataclass

from chalicelib.domain.errors import RenameRefusedError, TransferError
from chalicelib.domain.events.about_batches import steps
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.ports import Archive, Clock, Mailbox, Notices, Transmissions
from chalicelib.domain.transmission import Evidence, Look, Transmission, TransmissionState
from chalicelib.services.visit.errand import Errand

TRIES_TO_RENAME = 3


@dataclass(frozen=True, slots=True)
class SendTransmission:
    archive: Archive
    clock: Clock
    notices: Notices
    transmissions: Transmissions

    def __call__(self, transmission: Transmission, errand: Errand) -> bool:
        """Whether the file is known to be sent now.

        Raises TransferError, MailboxUnreachableError, LeaseLostError, and ConflictError when the
        row was moved on by an answer or a person meanwhile.
        """
        if transmission.state is TransmissionState.UNCERTAIN:
            return self._look_for(transmission, errand)
        if transmission.staged_path is None:
            self._put_directly(transmission, errand)
        else:
            self._put_staged(transmission, errand)
        return True

    def _look_for(self, transmission: Transmission, errand: Errand) -> bool:
        size = errand.mailbox.size(_final(transmission, errand))
        looked = transmission.look(Look(self.clock.now(), size))
        if size != transmission.size:
            self._advance(transmission, looked, errand)
            return False
        self._sent(transmission, Evidence.SEEN, errand)
        return True

    def _put_staged(self, transmission: Transmission, errand: Errand) -> None:
        if transmission.state is TransmissionState.PLANNED:
            transmission = self._stage(transmission, errand)
        elif errand.mailbox.size(transmission.staged_at) is None:
            # The file lies there under its final name, or the clearinghouse has taken it.
            self._sent(transmission, Evidence.STAGED_NAME_GONE, errand)
            return
        final, staged = _final(transmission, errand), transmission.staged_at
        try:
            _rename(errand.mailbox, staged, final)
        except RenameRefusedError:
            if errand.mailbox.size(staged) is not None:
                self._do_without_rename(transmission, staged, errand)
                return
        self._sent(transmission, Evidence.RENAMED, errand)

    def _stage(self, transmission: Transmission, errand: Errand) -> Transmission:
        """What an earlier put left behind is taken away."""
        content = self.archive.transmission(transmission.transmission_id)
        if transmission.puts:
            with suppress(TransferError):
                errand.mailbox.remove(transmission.staged_at)
        transmission = self._advance(transmission, transmission.begin_put(), errand)
        errand.mailbox.put(transmission.staged_at, content)
        return self._advance(transmission, transmission.stage(), errand)

    def _do_without_rename(self, transmission: Transmission, staged: str, errand: Errand) -> None:
        """The staged name is still there: nothing was sent. A refusal may pass, so the safer way
        is tried again at the next visits; a server that never renames gets the file directly."""
        if transmission.attempts < TRIES_TO_RENAME:
            self._advance(transmission, transmission.attempt(), errand)
            raise TransferError("The server does not rename; the file waits under its staged name.")
        self._put_directly(transmission, errand)
        with suppress(TransferError):
            errand.mailbox.remove(staged)

    def _put_directly(self, transmission: Transmission, errand: Errand) -> None:
        final = _final(transmission, errand)
        present = errand.mailbox.size(final)
        if present is not None and transmission.doubted_at is None:
            raise TransferError("The final name is taken by another file.")
        content = self.archive.transmission(transmission.transmission_id)
        doubted = transmission.attempt().doubt(self.clock.now())
        transmission = self._advance(transmission, doubted, errand)
        if present == transmission.size:
            self._sent(transmission, Evidence.SEEN, errand)
            return
        errand.mailbox.put(final, content)
        self._sent(transmission, Evidence.PUT, errand)

    def _sent(self, transmission: Transmission, evidence: Evidence, errand: Errand) -> None:
        now = self.clock.now()
        sent = transmission.send(now, evidence)
        if errand.outage is not None and errand.outage.held(transmission.planned_at):
            sent = sent.was_held(errand.outage.since)
        for event in steps(transmission, sent, now):
            self.notices.add(notice_of(event))
        self._advance(transmission, sent, errand)

    def _advance(self, old: Transmission, new: Transmission, errand: Errand) -> Transmission:
        self.transmissions.advance(old, new, errand.lease)
        return new


def _final(transmission: Transmission, errand: Errand) -> str:
    return f"{errand.profile.inbound}/{transmission.file_name}"


def _rename(mailbox: Mailbox, staged: str, final: str) -> None:
    """While our bytes lie under the staged name, whatever has the final name is not our file."""
    if mailbox.size(final) is not None:
        raise TransferError("The final name is taken by another file.")
    mailbox.rename(staged, final)
