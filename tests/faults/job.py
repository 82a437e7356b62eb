"""The whole job, as clients, schedules and the clearinghouse drive it until all is quiet."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from functools import partial

from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.errors import CourierError, NotFoundError
from chalicelib.domain.fact import Fact
from chalicelib.domain.identifiers import AccountId, ResponseId, UploadId, sha256_of
from chalicelib.domain.keyed_request import GivenAnswer
from chalicelib.domain.ports import DroppedFile
from chalicelib.services.era.keep_era_archive import AT_MOST_EVERY
from chalicelib.services.intake.receive_batch import Handover
from chalicelib.services.intake.request_upload import Announced
from chalicelib.services.requests.answer_once import Keyed
from chalicelib.services.visit.visit_clearinghouse import LEASE, VisitOutcome
from chalicelib.wiring import Courier
from tests import fakes
from tests.builders import ACCOUNT, PRACTICE, REACH
from tests.faults.clearinghouse import Clearinghouse
from tests.faults.fault import READS, AwsError, Fault, ProcessDiedError, operation_of
from tests.faults.files import ACCOUNTS, ADVICE, FILES, SECOND, File, second_account
from tests.faults.recorder import Recorder, recorded_courier
from tests.functional.courier import House

ROUND = timedelta(minutes=5)
MOST_ROUNDS = 40
SILENCE = timedelta(hours=73)
SILENT_FROM, ANSWERS_FROM = 3, 4
"""The round before which the long silence lies, and the one in which answers begin."""

Step = Callable[[], object]

_HOUSEKEEPING = frozenset({"accounts", "hints", "leases", "mailboxes", "meter"})


class World(StrEnum):
    """Two ways in which everything around the product can go.

    Where hints are lost only the sweep's own wake-ups arrive, no event tells of a dropped file, no
    client repeats what is on the books, and the clearinghouse is hasty: it takes a file the moment
    it has its name.
    """

    HINTS_DELIVERED = "hints delivered, files picked up later"
    HINTS_LOST = "hints lost, files picked up at once"


class PartedFacts(fakes.FakeFacts):
    """Each fact is an item of its own, as large sources are in several items at the adapter."""

    def _add(self, place: tuple[str, int], source: str, facts: Sequence[Fact]) -> None:
        for fact in facts:
            super()._add(place, f"{source}#{fact.fact_id}", [fact])


class Job:
    """Clients hand in one file each and, but for the world, repeat that until they have a receipt.

    At the calls numbered in `overtaken_at` the process stands still for longer than a lease holds,
    while others do whatever there is to do; then it goes on as if nothing had been.
    `failed` tells how processes ended that did not end well.
    """

    def __init__(self, world: World, *faults: Fault, overtaken_at: Sequence[int] = ()) -> None:
        self.house = House(facts=PartedFacts())
        self.house.open_account(second_account())
        self.recorder = Recorder((), {})
        self.disturb(faults, overtaken_at)
        self.clearinghouses = {
            account_id: Clearinghouse(
                self.house.mailboxes.server(account_id), plain=account_id == SECOND
            )
            for account_id in ACCOUNTS
        }
        self.has_receipt: set[File | DroppedFile] = set()
        self.failed: list[str] = []
        self.rounds = 0
        self.quiet = False
        self._calm = True
        self._begun = 0
        self._agenda: deque[Step] = deque()
        self.world = world
        self._dropped = {file: self._drop(file) for file in FILES}
        self._put: dict[File, tuple[UploadId, str | None]] = {}
        name, content = ADVICE
        self._advice = self.house.drop_folder.drop(f"drop-era/{ACCOUNT}/{name}", content)
        if world is World.HINTS_LOST:
            self.recorder.after_each = self._pick_up

    def disturb(self, faults: Sequence[Fault], overtaken_at: Sequence[int]) -> None:
        """What of this lies before the calls that were made already never happens."""
        self.faults = faults
        self.disturbances = len(faults) + len(overtaken_at)
        self.overtaken = bool(overtaken_at)
        self.recorder.disturb(faults, dict.fromkeys(overtaken_at, self._overtake))

    def run(self) -> "Job":
        """Rounds until nothing moves any more; `quiet` tells whether that came."""
        while not self.is_over:
            self.step()
        return self

    @property
    def is_over(self) -> bool:
        return self.quiet or self.rounds >= MOST_ROUNDS

    def round(self) -> None:
        """All steps of the next one."""
        self.step()
        while self._agenda:
            self.step()

    def step(self) -> None:
        """The next thing that somebody does: at most one process, from its beginning to its end."""
        if not self._agenda:
            self._agenda.extend(self._steps_of_a_round())
        self._agenda.popleft()()

    def _steps_of_a_round(self) -> Iterator[Step]:
        yield self._begin_round
        yield from (partial(self._hand_in, file) for file in FILES)
        yield self._hand_in_advice
        if self.world is World.HINTS_LOST:
            yield self._lose_hints
        yield partial(self._process, _sweep)
        yield self._follow_hints
        yield partial(self._process, _watch)
        yield partial(self._process, _draw_statements)
        yield partial(self._process, _keep_era_archive)
        yield partial(self._process, _publish_events)
        yield self._pick_up
        yield self._answer
        yield self._end_round

    def _begin_round(self) -> None:
        if self.rounds == SILENT_FROM:
            self.house.clock.advance(SILENCE)
        self._begun = len(self.recorder.calls)
        self._calm = all(each.idle for each in self.clearinghouses.values())

    def _end_round(self) -> None:
        """Quiet when nothing was left to come, nothing failed, and who looked had nothing to do;
        a month of the ERA archive may have to wait for its next description until then."""
        nothing_moves = self._calm and _only_looked(self.recorder.calls[self._begun :])
        undescribed = bool(self.house.era_files.undescribed())
        self.quiet = nothing_moves and not undescribed
        self.house.clock.advance(AT_MOST_EVERY if nothing_moves and undescribed else ROUND)
        self.rounds += 1

    def _drop(self, file: File) -> DroppedFile | None:
        if file.source is not IntakeSource.DROP_FOLDER:
            return None
        key = f"drop/{PRACTICE}/{file.account_id}/any.837"
        return self.house.drop_folder.drop(key, file.content)

    def _hand_in(self, file: File) -> None:
        if not self._is_done_with(file):
            self._process(partial(self._receive, file, self._dropped[file]))

    def _is_done_with(self, file: File) -> bool:
        if self.world is World.HINTS_DELIVERED or file in self.has_receipt:
            return file in self.has_receipt
        known = {batch.content_sha256 for batch in self.house.batches.rows.all()}
        is_there = file.source is IntakeSource.DROP_FOLDER or file in self._put
        return is_there or sha256_of(file.content) in known

    def _hand_in_advice(self) -> None:
        if self.world is World.HINTS_DELIVERED and self._advice not in self.has_receipt:
            self._process(self._receive_advice)

    def _receive_advice(self, courier: Courier) -> None:
        self._take_in(self._advice, courier)
        self.has_receipt.add(self._advice)

    def _receive(self, file: File, dropped: DroppedFile | None, courier: Courier) -> None:
        if file.source is IntakeSource.UPLOAD and file not in self._put:
            self._put[file] = self._upload(file, courier)
            return
        if dropped is not None:
            self._take_in(dropped, courier)
        elif file in self._put:
            courier.receive_upload(*self._put[file])
        else:
            _post(file, courier)
        self.has_receipt.add(file)

    def _upload(self, file: File, courier: Courier) -> tuple[UploadId, str | None]:
        """Asks for a place and puts the file there; a client that gets no address asks again."""
        sha256 = sha256_of(file.content)
        announced = Announced(PRACTICE, file.account_id, len(file.content), sha256)
        upload, _ = courier.request_upload(announced, REACH)
        place, now = f"uploads/{upload.upload_id}", self.house.clock.now()
        return upload.upload_id, self.house.drop_folder.drop(place, file.content, now).version

    def _take_in(self, dropped: DroppedFile, courier: Courier) -> None:
        """When the sweep was faster, what is gone from the drop folder was taken in."""
        with suppress(NotFoundError):
            courier.take_in_drop(dropped)

    def _follow_hints(self) -> None:
        """Each hint once; one that failed is in the queue again for the next round."""
        accounts, responses = self._take_hints()
        visits = [partial(self._visit, account_id) for account_id in accounts]
        self._do_next([*visits, partial(self._follow_responses, responses)])

    def _follow_responses(self, responses: list[ResponseId]) -> None:
        """Those of which the visits have told, too."""
        if self.world is World.HINTS_DELIVERED:
            responses = responses + self.house.hints.responses
        self.house.hints.responses = []
        self._do_next([partial(self._apply, response_id) for response_id in responses])

    def _do_next(self, steps: Sequence[Step]) -> None:
        self._agenda.extendleft(reversed(steps))

    def _lose_hints(self) -> None:
        self._take_hints()

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
            work(recorded_courier(self.house.ports, self.recorder))
        except (AwsError, CourierError, ProcessDiedError) as error:
            self.failed.append(f"{type(error).__name__}: {error}")
            self._calm = False
            return False
        return True

    def _pick_up(self) -> None:
        for clearinghouse in self.clearinghouses.values():
            clearinghouse.pick_up()

    def _answer(self) -> None:
        if self.rounds < ANSWERS_FROM:
            return
        for clearinghouse in self.clearinghouses.values():
            clearinghouse.answer(self.house.clock.now())

    def _overtake(self) -> None:
        self.house.clock.advance(LEASE)
        self._process(_sweep)
        for account_id in ACCOUNTS:
            self._visit(account_id)
        self._pick_up()
        for account_id in ACCOUNTS:
            for response in self.house.responses.unapplied(account_id):
                self._apply(response.response_id)
        self._process(_watch)
        self._process(_draw_statements)
        self._process(_keep_era_archive)
        self._process(_publish_events)


def _post(file: File, courier: Courier) -> None:
    """Under a key of the client's own, the same one each time."""
    sha256 = sha256_of(file.content)
    handover = Handover(file.content, PRACTICE, file.account_id, file.source)

    def answer() -> GivenAnswer:
        return GivenAnswer(202, (), courier.receive_batch(handover).batch.batch_id)

    courier.answer_once(Keyed(sha256, sha256), answer, lambda _: False, is_secret=False)


def _sweep(courier: Courier) -> None:
    courier.sweep()


def _watch(courier: Courier) -> None:
    courier.watch_stalls()


def _draw_statements(courier: Courier) -> None:
    courier.draw_due_statements()


def _keep_era_archive(courier: Courier) -> None:
    courier.keep_era_archive()


def _publish_events(courier: Courier) -> None:
    courier.publish_events()


def _only_looked(calls: Sequence[str]) -> bool:
    """Somebody was at the clearinghouse, and nobody had anything to write."""
    work = [call for call in calls if call.partition(".")[0] not in _HOUSEKEEPING]
    return "mailboxes.connect" in calls and all(operation_of(call) in READS for call in work)
