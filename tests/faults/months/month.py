"""A month in virtual time: clients, schedules, queues, the clearinghouse, and the people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random

from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.errors import CourierError
from chalicelib.domain.identifiers import AccountId, ResponseId
from chalicelib.domain.ports import DroppedFile
from chalicelib.services.intake.receive_batch import Handover
from chalicelib.wiring import Courier
from infra.sandbox.clearinghouse.config import User
from tests.builders import ACCOUNT, MORNING, PRACTICE
from tests.faults.fault import AwsError, ProcessDiedError
from tests.faults.job import PartedFacts
from tests.faults.months.disturbances import Disturbances
from tests.faults.months.interleaver import Interleaver, Work
from tests.faults.months.people import People
from tests.faults.months.plan import DISTURBED, Plan, Submission, draw
from tests.faults.months.simulated_server import SimulatedServer
from tests.faults.recorder import recorded_courier
from tests.functional.courier import House

LENGTH = timedelta(days=62)
"""Until the last answer to the last file must have come: 21 days pended, 10 to the payment, 20 to
its reversal, some of them late."""

BUSY_STEP, QUIET_STEP = timedelta(hours=5), timedelta(hours=48)
LOST, TWICE, LATE = 0.15, 0.15, 0.3
"""How likely each befalls a message."""

STATEMENTS = 0.1
"""The share of ticks in which statements are drawn: each reads all there is."""

Message = tuple[str, str]


class Month:
    """`seed` decides everything; `calm` leaves out whatever goes wrong."""

    def __init__(self, seed: int, *, calm: bool = False) -> None:
        self.plan: Plan = draw(seed)
        self._random = Random(seed)
        self.house = House(facts=PartedFacts())
        self._open_accounts()
        users = [User(account.user, "right") for account in self.plan.accounts]
        self.server = SimulatedServer(users, self.house.clock)
        self._people = People(self.plan, self.house, self.server, self._random)
        self._ports = replace(self.house.ports, mailboxes=self.server, prober=self.server)
        self._interleaver = Interleaver(self._random)
        self.disturbances = Disturbances(self._random, self.house.clock, self._interleaver)
        self.disturbances.calm = self._calm = calm
        self._queue: list[Message] = []
        self._without_receipt = dict.fromkeys(self.plan.submissions)
        if not calm:
            for order in self.plan.faults:
                self.server.office.faults.switch_on(order)

    @property
    def figures(self) -> dict[str, int]:
        """What happened in it, counted."""
        office = self.server.office
        return {
            "calls": len(self.disturbances.calls),
            "disturbances": len(self.disturbances.told),
            "faults of the clearinghouse": len(office.faults.orders()),
            "claims": len(self.plan.claims),
            "answers": len(self.server.delivered),
        }

    def run(self) -> "Month":
        while self.house.clock.now() < MORNING + LENGTH:
            self._tick()
        return self

    def _tick(self) -> None:
        disturbed = self.house.clock.now() < MORNING + DISTURBED
        self._calm = self.disturbances.calm = self._calm or not disturbed
        longest = BUSY_STEP if disturbed else QUIET_STEP
        self.house.clock.advance(longest * self._random.random())
        self.server.turn()
        self._people.act(at_once=self._calm)
        schedules = [_sweep, _watch]
        if self._random.random() < STATEMENTS:
            schedules.append(_draw_statements)
        self._work([*self._handing_in(), *map(self._process, schedules)])
        self._work([self._follow(each) for each in self._due_messages()])

    def _work(self, works: list[Work]) -> None:
        """In bursts of up to three side by side."""
        self._random.shuffle(works)
        while works:
            size = self._random.randint(1, 3)
            self.disturbances.burst(works[:size])
            del works[:size]
            self.server.turn()

    def _process(self, work: Callable[[Courier], object], again: Message | None = None) -> Work:
        """A function in a process of its own; a message that led to a failure comes again."""

        def run() -> None:
            try:
                work(recorded_courier(self._ports, self.disturbances))
            except (AwsError, CourierError, ProcessDiedError):
                if again is not None:
                    self._queue.append(again)

        return run

    def _handing_in(self) -> list[Work]:
        due = [each for each in self._without_receipt if each.at <= self.house.clock.now()]
        return [self._process(partial(self._hand_in, each)) for each in due]

    def _hand_in(self, submission: Submission, courier: Courier) -> None:
        account_id, practice_id = submission.account.account_id, submission.practice_id
        if submission.source is IntakeSource.DROP_FOLDER:
            key = f"drop/{practice_id}/{account_id}/{submission.numbers[0]}.837"
            courier.take_in_drop(self._dropped(key, submission.content))
        else:
            handover = Handover(submission.content, practice_id, account_id, submission.source)
            courier.receive_batch(handover)
        del self._without_receipt[submission]

    def _dropped(self, key: str, content: bytes) -> DroppedFile:
        known = DroppedFile(key)
        folder = self.house.drop_folder
        return known if known in folder.objects else folder.drop(key, content)

    def _due_messages(self) -> list[Message]:
        hints = self.house.hints
        self._queue += [("visit", each) for each in hints.visits]
        self._queue += [("apply", each) for each in hints.responses]
        hints.visits, hints.responses = [], []
        waiting, self._queue = self._queue, []
        return [each for message in waiting for each in self._arriving(message)]

    def _arriving(self, message: Message) -> list[Message]:
        """How often a message arrives now: once, twice, not now, or never."""
        fate = 1.0 if self._calm else self._random.random()
        if fate < LOST:
            return []
        if fate < LOST + LATE:
            self._queue.append(message)
            return []
        return [message, message] if fate < LOST + LATE + TWICE else [message]

    def _follow(self, message: Message) -> Work:
        kind, identifier = message
        if kind == "visit":
            account_id = AccountId(identifier)
            return self._process(lambda courier: courier.visit_clearinghouse(account_id), message)
        response_id = ResponseId(identifier)
        return self._process(lambda courier: courier.apply_response(response_id), message)

    def _open_accounts(self) -> None:
        for practice in self.plan.practices:
            if practice.practice_id != PRACTICE:
                self.house.practices.add(practice)
        for account in self.plan.accounts:
            if account.account_id != ACCOUNT:
                self.house.open_account(account)


def _sweep(courier: Courier) -> None:
    courier.sweep()


def _watch(courier: Courier) -> None:
    courier.watch_stalls()


def _draw_statements(courier: Courier) -> None:
    courier.draw_due_statements()
