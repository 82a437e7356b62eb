"""Deliver what is waiting for an account, in the order in which it was handed in.

A file that can't be put there holds back those behind it, but not for ever: after an hour of visits
it is set aside, waits behind all that is not about the same claims, and is tried after everything
else of a visit is done (docs/adr/0030-a-file-that-cannot-be-put-is-set-aside.md).
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.batch import IntakeState
from chalicelib.domain.errors import ConflictError, TransferError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Batches, Clock, Transmissions
from chalicelib.domain.transmission import WAITING, Transmission
from chalicelib.services.visit.errand import Errand
from chalicelib.services.visit.send_transmission import SendTransmission
from chalicelib.services.visit.share_claims import ShareClaims

INTAKE_HOLDS_BACK = timedelta(minutes=15)
"""A batch that is being taken in holds later ones back, but not for ever if it can't be."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """`left` still wait, in order; `aside` are those of them that come last. `more` when they only
    wait for the next visit, because pace or time ended this one."""

    sent: int
    failed: int
    left: tuple[Transmission, ...]
    aside: tuple[Transmission, ...]
    more: bool

    def without(self, transmission: Transmission) -> "Delivery":
        """It has been moved on, and waits no more."""
        left = (each for each in self.left if each.transmission_id != transmission.transmission_id)
        return replace(self, left=tuple(left))


@dataclass(frozen=True, slots=True)
class DeliverTransmissions:
    batches: Batches
    clock: Clock
    send: SendTransmission
    share_claims: ShareClaims
    transmissions: Transmissions

    def __call__(self, errand: Errand, waiting: tuple[Transmission, ...]) -> Delivery:
        """A file that fails ends the delivery: no later one may overtake it.

        Raises MailboxUnreachableError when the connection breaks.
        """
        aside: list[Transmission] = []
        delivery = Delivery(0, 0, waiting, (), more=False)
        for transmission in self._due(errand.account.account_id, waiting):
            if transmission.is_set_aside or self.share_claims(transmission, aside):
                aside.append(transmission)
                continue
            if _is_over(delivery, errand, self.clock.now()):
                return replace(delivery, aside=tuple(aside), more=True)
            failed = delivery.failed
            delivery = self._try(transmission, errand, delivery)
            if delivery.failed > failed:
                break
        return replace(delivery, aside=tuple(aside))

    def try_set_aside(self, errand: Errand, delivery: Delivery) -> Delivery:
        """What was set aside, when there is nothing else to do: each but those that speak of the
        claims of one that has failed.

        Raises MailboxUnreachableError when the connection breaks.
        """
        stuck: list[Transmission] = []
        for transmission in delivery.aside:
            if delivery.more or _is_over(delivery, errand, self.clock.now()):
                return replace(delivery, more=True)
            failed = delivery.failed
            waits = self.share_claims(transmission, stuck)
            if not waits:
                delivery = self._try(transmission, errand, delivery)
            if waits or delivery.failed > failed:
                stuck.append(transmission)
        return delivery

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

    def _try(self, transmission: Transmission, errand: Errand, delivery: Delivery) -> Delivery:
        try:
            self.send(transmission, errand)
        except TransferError:
            self._note_refusal(transmission, errand)
            return replace(delivery, failed=delivery.failed + 1)
        except ConflictError:
            # The list of what waits was a moment old: this one has been moved on.
            return delivery.without(transmission)
        return replace(delivery.without(transmission), sent=delivery.sent + 1)

    def _note_refusal(self, transmission: Transmission, errand: Errand) -> None:
        """On the row as the failed try has left it."""
        present = self.transmissions.get(transmission.transmission_id)
        if present.state in WAITING:
            with suppress(ConflictError):
                self.transmissions.advance(present, present.refuse(), errand.lease)


def _is_over(delivery: Delivery, errand: Errand, now: datetime) -> bool:
    return delivery.sent >= errand.profile.pace.files or now >= errand.deliver_until
