"""Files that come out though nobody sent anything for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from infra.sandbox.clearinghouse.answers.answer import Answer, Desk
from infra.sandbox.clearinghouse.delivery import Delivery
from infra.sandbox.clearinghouse.faults.board import FaultBoard
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.profile import Profile
from infra.sandbox.clearinghouse.strangers import strangers_case

GARBAGE_SIZE = 700


@dataclass(frozen=True, slots=True)
class Strays:
    """What is struck by faults of its own accord: a stranger's answer, garbage, old files."""

    faults: FaultBoard
    profile: Profile
    ids: FileIds

    def found_by(self, user: str, now: datetime) -> Iterator[Delivery]:
        """What the faults lay into the user's outbound now; uses their counts up."""
        while self.faults.strike(Fault.FOREIGN_FILE, user, now):
            yield self._delivery(user, self._strangers_277ca(now), now)
        while self.faults.strike(Fault.GARBAGE_FILE, user, now):
            yield self._delivery(user, self._garbage(now), now)
        while order := self.faults.strike(Fault.LONG_LISTING, user, now):
            old = self._strangers_999(now)
            for age, number in enumerate(self.ids.file_ids(order.size), start=1):
                name = self.profile.again(old.name, number)
                yield Delivery(user, name, old.content, now - timedelta(minutes=age))

    def _strangers_277ca(self, now: datetime) -> Answer:
        case = strangers_case(self.ids, now)
        return next(self.profile.acknowledge_claims(case, self._desk(now)))

    def _strangers_999(self, now: datetime) -> Answer:
        case = strangers_case(self.ids, now)
        return next(self.profile.acknowledge(case, self._desk(now)))

    def _garbage(self, now: datetime) -> Answer:
        number = self.ids.file_id()
        name = self.profile.again(self._strangers_999(now).name, number)
        return Answer(name, Random(number).randbytes(GARBAGE_SIZE))  # noqa: S311 - just noise

    def _desk(self, now: datetime) -> Desk:
        return Desk(self.profile.house, self.ids, "", now, acknowledgments=True)

    def _delivery(self, user: str, answer: Answer, now: datetime) -> Delivery:
        return Delivery(user, answer.name, answer.content, now)
