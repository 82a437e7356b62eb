"""Deliver what is waiting for an account, in the order in which it was handed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.batch import IntakeState
from chalicelib.domain.errors import ConflictError, TransferError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Batches, Clock, Transmissions
from chalicelib.domain.transmission import Transmission, TransmissionState
from chalicelib.services.visit.errand import Errand
from chalicelib.services.visit.send_transmission import SendTransmission

INTAKE_HOLDS_BACK = timedelta(minutes=15)
"""A batch that is being taken in holds later ones back, but not for ever if it can't be."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """`left` still wait; `more` when they only wait for the next visit, because pace or time ended
    this one."""

    sent: int
    failed: int
    left: tuple[Transmission, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """Of the files that may have been sent: how many are seen to be, and how many are not."""

    seen: int
    doubtful: int


@dataclass(frozen=True, slots=True)
class DeliverTransmissions:
    batches: Batches
    clock: Clock
    send: SendTransmission
    transmissions: Transmissions

    def __call__(self, errand: Errand, waiting: tuple[Transmission, ...]) -> Delivery:
        """A file that fails ends the delivery: no later one may overtake it.

        Raises MailboxUnreachableError when the connection breaks.
        """
        left = {each.transmission_id: each for each in waiting}
        sent = failed = 0
        more = False
        for transmission in self._due(errand.account.account_id, waiting):
            more = sent >= errand.profile.pace.files or self.clock.now() >= errand.deliver_until
            if more:
                break
            try:
                self.send(transmission, errand)
            except TransferError:
                failed += 1
                break
            except ConflictError:
                # The list of what waits was a moment old: this one has been moved on.
                del left[transmission.transmission_id]
            else:
                sent += 1
                del left[transmission.transmission_id]
        return Delivery(sent, failed, tuple(left.values()), more)

    def look_for_doubtful(self, errand: Errand) -> Looked:
        """Look for the files that may have been sent.

        Raises MailboxUnreachableError when the connection breaks.
        """
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

    def _due(
        self, account_id: AccountId, waiting: tuple[Transmission, ...]
    ) -> Iterator[Transmission]:
        """Those before which nothing is still being taken in."""
        if not waiting:
            return
        now = self.clock.now()
        first_intake = self._first_intake(account_id, now)
        for transmission in waiting:
            if first_intake is not None and transmission.received_at >= first_intake:
                return
            batch = self.batches.get(transmission.batch_id)
            if batch.state is IntakeState.PLANNED:
                yield transmission
            elif now - batch.received_at < INTAKE_HOLDS_BACK:
                return

    def _first_intake(self, account_id: AccountId, now: datetime) -> datetime | None:
        """When the earliest batch was received that is being taken in at this moment."""
        received = (
            batch.received_at
            for batch in self.batches.unplanned()
            if batch.account_id == account_id
            and now - batch.received_at < INTAKE_HOLDS_BACK
            # The list may be a moment old, the batch itself is not.
            and self.batches.get(batch.batch_id).state is IntakeState.RECEIVED
        )
        return min(received, default=None)
