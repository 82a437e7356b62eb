"""The whole job, as clients, schedules and the clearinghouse drive it until all is quiet."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from enum import StrEnum

from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.errors import CourierError
from chalicelib.domain.fact import Fact
from chalicelib.domain.identifiers import AccountId, ResponseId
from chalicelib.services.receive_batch import Handover, Receipt
from chalicelib.services.visit_clearinghouse import LEASE, VisitOutcome
from chalicelib.wiring import Courier
from tests import fakes
from tests.builders import ACCOUNT, PRACTICE
from tests.faults.clearinghouse import Clearinghouse
from tests.faults.fault import READS, AwsError, Fault, ProcessDiedError, operation_of
from tests.faults.recorder import Recorder, recorded_courier
from tests.functional.courier import House, a_claim_file

ROUND = timedelta(minutes=5)
MOST_ROUNDS = 40
SILENCE = timedelta(hours=73)
SILENT_FROM, ANSWERS_FROM = 2, 4
"""The round before which the long silence lies, and the one in which answers begin."""

BY_API = a_claim_file("PAY00001", "DEN00002", control_number=1)
BY_DROP_FOLDER = a_claim_file("REJ00003", "REJ00004", control_number=2)

_HOUSEKEEPING = frozenset({"accounts", "hints", "leases", "mailboxes", "meter"})


class World(StrEnum):
    """Two ways in which everything around the product can go.

    Where hints are lost the clearinghouse is hasty: it takes a file the moment it has its name.
    """

    HINTS_DELIVERED = "hints delivered, files picked up later"
    HINTS_LOST = "hints lost, files picked up at once"


class PartedFacts(fakes.FakeFacts):
    """Each fact is an item of its own, as large sources are in several items at the adapter."""

    def _add(self, place: tuple[str, int], source: str, facts: Sequence[Fact]) -> None:
        for part, fact in enumerate(facts):
            super()._add(place, f"{source}#{part:03d}", [fact])


class Job:
    """Two clients hand in one file each and repeat that until they have a receipt.

    At the calls numbered in `overtaken_at` the process stands still for longer than a lease holds,
    while others do whatever there is to do; then it goes on as if nothing had been.
    `failed` tells how processes ended that did not end well.
    """

    def __init__(self, world: World, *faults: Fault, overtaken_at: Sequence[int] = ()) -> None:
        self.house = House(facts=PartedFacts())
        self.faults = faults
        self.disturbances = len(faults) + len(overtaken_at)
        self.overtaken = bool(overtaken_at)
        self.recorder = Recorder(faults, dict.fromkeys(overtaken_at, self._overtake))
        self.clearinghouse = Clearinghouse(self.house.server)
        self.receipts: dict[IntakeSource, Receipt] = {}
        self.failed: list[str] = []
        self.rounds = 0
        self.quiet = False
        self._calm = True
        self.world = world
        self._dropped = self.house.drop_folder.drop(f"drop/{PRACTICE}/any.837", BY_DROP_FOLDER)
        if world is World.HINTS_LOST:
            self.recorder.after_each = self.clearinghouse.pick_up

    def run(self) -> "Job":
        """Rounds until nothing moves any more; `quiet` tells whether that came."""
        while not self.quiet and self.rounds < MOST_ROUNDS:
            self.round()
        return self

    def round(self) -> None:
        """Quiet when nothing was left to come, nothing failed, and who looked had nothing to do."""
        if self.rounds == SILENT_FROM:
            self.house.clock.advance(SILENCE)
        self._calm, begun = self.clearinghouse.idle, len(self.recorder.calls)
        self._hand_in()
        self._process(lambda courier: courier.sweep())
        self._follow_hints()
        self._process(lambda courier: courier.watch_stalls())
        self.clearinghouse.pick_up()
        if self.rounds >= ANSWERS_FROM:
            self.clearinghouse.answer(self.house.clock.now())
        self.quiet = self._calm and _only_looked(self.recorder.calls[begun:])
        self.house.clock.advance(ROUND)
        self.rounds += 1

    def _hand_in(self) -> None:
        ways = {IntakeSource.API: self._by_api, IntakeSource.DROP_FOLDER: self._by_drop_folder}
        for source, way in ways.items():
            if source not in self.receipts:
                self._process(way)
        if self.world is World.HINTS_LOST:
            self._take_hints()

    def _by_api(self, courier: Courier) -> None:
        handover = Handover(BY_API, PRACTICE, ACCOUNT, IntakeSource.API)
        self.receipts[IntakeSource.API] = courier.receive_batch(handover)

    def _by_drop_folder(self, courier: Courier) -> None:
        self.receipts[IntakeSource.DROP_FOLDER] = courier.receive_dropped_file(self._dropped)

    def _follow_hints(self) -> None:
        """Each hint once; one that failed is in the queue again for the next round."""
        accounts, responses = self._take_hints()
        for account_id in accounts:
            self._visit(account_id)
        if self.world is World.HINTS_DELIVERED:
            responses += self.house.hints.responses
        self.house.hints.responses = []
        for response_id in responses:
            self._apply(response_id)

    def _take_hints(self) -> tuple[list[AccountId], list[ResponseId]]:
        hints = self.house.hints
        taken = hints.visits, hints.responses
        hints.visits, hints.responses = [], []
        return taken

    def _visit(self, account_id: AccountId) -> None:
        def work(courier: Courier) -> None:
            visit = courier.visit_clearinghouse(account_id)
            self._calm &= visit.outcome is VisitOutcome.DONE and not visit.failed_transfers

        if not self._process(work):
            self.house.hints.visits.append(account_id)

    def _apply(self, response_id: ResponseId) -> None:
        if not self._process(lambda courier: courier.apply_response(response_id)):
            self.house.hints.responses.append(response_id)

    def _process(self, work: Callable[[Courier], object]) -> bool:
        """One function in a process of its own; False when it failed or died."""
        try:
            work(recorded_courier(self.house, self.recorder))
        except (AwsError, CourierError, ProcessDiedError) as error:
            self.failed.append(f"{type(error).__name__}: {error}")
            self._calm = False
            return False
        return True

    def _overtake(self) -> None:
        self.house.clock.advance(LEASE)
        self._process(lambda courier: courier.sweep())
        self._visit(ACCOUNT)
        self.clearinghouse.pick_up()
        for response in self.house.responses.unapplied(ACCOUNT):
            self._apply(response.response_id)
        self._process(lambda courier: courier.watch_stalls())


def _only_looked(calls: Sequence[str]) -> bool:
    """Somebody was at the clearinghouse, and nobody had anything to write."""
    work = [call for call in calls if call.partition(".")[0] not in _HOUSEKEEPING]
    return "mailboxes.connect" in calls and all(operation_of(call) in READS for call in work)
