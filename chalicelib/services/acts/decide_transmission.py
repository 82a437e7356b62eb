"""A person decides whether an uncertain file was sent."""

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.errors import (
    AccountBusyError,
    ConflictError,
    LeaseLostError,
    NotFoundError,
    NotUncertainError,
)
from chalicelib.domain.events.about_batches import steps
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.identifiers import TransmissionId
from chalicelib.domain.ports import Accounts, Clock, Hints, Notices, Transmissions
from chalicelib.domain.transmission import Transmission, TransmissionState, Verdict
from chalicelib.services.access.allowed_account import is_within
from chalicelib.services.access.decider import Decider
from chalicelib.services.access.hold_account import HoldAccount

A_DECISION_TAKES = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DecideTransmission:
    accounts: Accounts
    clock: Clock
    hints: Hints
    hold_account: HoldAccount
    notices: Notices
    transmissions: Transmissions

    def show(self, transmission_id: TransmissionId, reach: Reach) -> Transmission:
        """Raises NotFoundError for what is out of reach, too."""
        transmission = self.transmissions.get(transmission_id)
        if not is_within(reach, transmission, self.accounts):
            raise NotFoundError("transmission", transmission_id)
        return transmission

    def __call__(
        self, transmission_id: TransmissionId, verdict: Verdict, decider: Decider, reason: str
    ) -> Transmission:
        """What was decided stands in the transmission; one that was not sent waits again.

        It happens under the account's lease: a visitor that may be putting this very file can't
        go on. Raises NotFoundError, AccountBusyError while a visit is under way, NotUncertainError
        when there is nothing to decide any more.
        """
        account_id = self.show(transmission_id, decider.reach).account_id
        with self.hold_account(account_id, A_DECISION_TAKES) as lease:
            present = self.transmissions.get(transmission_id)
            if present.state is not TransmissionState.UNCERTAIN:
                raise NotUncertainError(transmission_id)
            decided = present.decide(verdict, decider.name, self.clock.now(), reason)
            try:
                self.transmissions.advance(present, decided, lease)
            except ConflictError:
                raise NotUncertainError(transmission_id) from None
            except LeaseLostError:
                raise AccountBusyError(account_id) from None
        self._tell(present, decided)
        self.hints.visit(account_id)
        return decided

    def _tell(self, old: Transmission, new: Transmission) -> None:
        """Not before it holds. The first answer makes good what a process that dies here leaves
        untold."""
        for event in steps(old, new, self.clock.now()):
            self.notices.add(notice_of(event))
        self.hints.publish()
