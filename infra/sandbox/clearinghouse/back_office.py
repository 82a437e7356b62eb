"""The clearinghouse's work without a server: it is handed files, and told what time it is."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from infra.sandbox.clearinghouse.agenda import Agenda
from infra.sandbox.clearinghouse.answers.answer import Desk
from infra.sandbox.clearinghouse.cases import FileCase
from infra.sandbox.clearinghouse.config import User
from infra.sandbox.clearinghouse.delivery import Delivery
from infra.sandbox.clearinghouse.faults.board import FaultBoard
from infra.sandbox.clearinghouse.faults.deliveries import DeliveryFaults
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.strays import Strays
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.ledger import Ledger
from infra.sandbox.clearinghouse.out_tray import OutTray
from infra.sandbox.clearinghouse.picked_up import PickedUp
from infra.sandbox.clearinghouse.planner import Planner
from infra.sandbox.clearinghouse.profile import Profile
from infra.sandbox.clearinghouse.profiles.office_ally import OFFICE_ALLY
from infra.sandbox.clearinghouse.reception import Failure, Reception
from infra.sandbox.clearinghouse.script import Script
from infra.sandbox.clearinghouse.timeline import Timeline


class BackOffice:
    """Deterministic: no clock, no thread, no disk (but for ids that are kept in a file).

    The same files at the same instants get the same answers, byte for byte. Instants are aware
    UTC and must not run backwards. `timeline` is the profile's own unless given. The ledger takes
    receipts; `script` and `faults` may be changed between any two calls.
    """

    def __init__(
        self,
        users: Sequence[User],
        profile: Profile = OFFICE_ALLY,
        timeline: Timeline | None = None,
        *,
        ids: FileIds | None = None,
        ledger: Ledger | None = None,
        contact_name: str = "Pat Sample",
    ) -> None:
        self.profile = profile
        self.ledger = ledger or Ledger()
        self.script = Script()
        self.faults = FaultBoard()
        self._users = tuple(users)
        self._ids = ids or FileIds()
        self._contact_name = contact_name
        self._agenda = Agenda()
        self._tray = OutTray(self._holds)
        self._reception = Reception(profile, self._ids, self.ledger, self.script)
        self._planner = Planner(self._agenda, profile, timeline or profile.timeline)
        self._delivery_faults = DeliveryFaults(self.faults, profile, self._ids)
        self._strays = Strays(self.faults, profile, self._ids)
        for user in self._users:
            self.script.acknowledge(user.name, user.acknowledgments)

    def submit(self, user: str, name: str, content: bytes, now: datetime) -> bool:
        """Takes a file up as if it lay in inbound; False when it would be left there."""
        if not self.profile.takes(name) or not self.collects(user, now):
            return False
        label = self.profile.label(name, content)
        self.receive(PickedUp(user, name, label.form, label.test, content), now)
        return True

    def collects(self, user: str, now: datetime) -> bool:
        """Whether anything is taken out of the user's inbound at present."""
        return not self.faults.active(Fault.ACCOUNT_PAUSED, user, now)

    def receive(self, file: PickedUp, now: datetime) -> None:
        """Notes the receipt and plans the answers."""
        taken = self._reception.take_in(file, now)
        if isinstance(taken, FileCase):
            self._planner.plan(taken)
        elif isinstance(taken, Failure):
            self._planner.plan_failure(taken)

    def step(self, now: datetime) -> tuple[Delivery, ...]:
        """What has come into outbound since the last step, in order, each file with its instant.

        However long the steps are, answers are written and dated at the instants at which they
        are due; faults that strike answers are judged at those instants, too.
        """
        for due, user, task in self._agenda.due(now):
            acknowledgments = self.script.acknowledges(user)
            desk = Desk(self.profile.house, self._ids, self._contact_name, due, acknowledgments)
            for answer in task(desk):
                delivery = Delivery(user, answer.name, answer.content, due)
                self._lay(self._delivery_faults.suffered_by(delivery))
        for each in self._users:
            self._lay(self._strays.found_by(each.name, now))
        return self._tray.due(now)

    def next_due(self) -> datetime | None:
        """When `step` has something to do again, as far as it is known now."""
        known = (self._agenda.next_due(), self._tray.next_due())
        return min((due for due in known if due), default=None)

    def _lay(self, deliveries: Iterable[Delivery]) -> None:
        for delivery in deliveries:
            self._tray.lay(delivery)

    def _holds(self, user: str, now: datetime) -> bool:
        return self.script.holds(user) or not self.collects(user, now)
