"""A small whole job that runs the same over fakes and over real adapters."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Protocol

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.errors import CourierError
from chalicelib.domain.identifiers import AccountId, BatchId, ResponseId
from chalicelib.domain.transmission import TransmissionState
from chalicelib.services.intake.receive_batch import Handover, Receipt
from chalicelib.services.visit.visit_clearinghouse import LEASE
from chalicelib.wiring import Courier, Ports
from infra.sandbox.clearinghouse.ledger import Receipt as TakenUp
from infra.sandbox.clearinghouse.timeline import Timeline
from tests.builders import ACCOUNT, PRACTICE, REACH
from tests.fakes import FixedClock
from tests.faults.fault import ProcessDiedError
from tests.functional.courier import a_claim_file

CLAIMS = a_claim_file("PAY00001", "REJ00002")
ROUND = LEASE + timedelta(minutes=1)
MOST_ROUNDS = 25
TIMELINE = Timeline(
    pick_up=timedelta(minutes=2),
    acknowledgment_999=timedelta(minutes=4),
    file_summary=timedelta(minutes=9),
    claim_ack_277ca=timedelta(minutes=9),
    edi_status=timedelta(minutes=9),
    payer_277ca=timedelta(minutes=9),
    remittance=timedelta(minutes=14),
    gathered_at=None,
)
"""All answers within a quarter of an hour: what is tried here is the wires, not the waiting."""


class Surroundings(Protocol):
    """What the product is connected to, and a way to look at it from outside."""

    @property
    def clock(self) -> FixedClock: ...

    @property
    def ports(self) -> Ports: ...

    def turn(self) -> None:
        """The clearinghouse does what is due."""

    def messages(self) -> tuple[list[AccountId], list[ResponseId]]:
        """The hints that wait, which are then gone."""

    def taken_up(self) -> tuple[TakenUp, ...]:
        """What the clearinghouse received."""

    def put_out(self) -> dict[str, bytes]:
        """What lies in outbound."""


Wrap = Callable[[Ports], Courier]


class SmallJob:
    """One file with a claim that is paid and one that is rejected, until nothing is left to come.

    `process` makes the use cases of a new process; `failed` counts processes that ended badly.
    """

    def __init__(self, surroundings: Surroundings, process: Wrap) -> None:
        self.around = surroundings
        self.failed = 0
        self.rounds = 0
        self._process_of = process
        self._receipt: Receipt | None = None

    @property
    def batch_id(self) -> BatchId:
        assert self._receipt
        return self._receipt.batch.batch_id

    def run(self) -> "SmallJob":
        """One round more than it needs."""
        while self.rounds < MOST_ROUNDS and not self._is_complete():
            self._round()
        self._round()
        return self

    def _round(self) -> None:
        if self._receipt is None:
            self._process(self._hand_in)
        self._process(lambda courier: courier.sweep())
        accounts, responses = self.around.messages()
        for account_id in accounts:
            self._process(partial(_visit, account_id))
        for response_id in [*responses, *self.around.messages()[1]]:
            self._process(partial(_apply, response_id))
        self._process(lambda courier: courier.watch_stalls())
        self.around.turn()
        self.around.clock.advance(ROUND)
        self.around.turn()
        self.rounds += 1

    def _hand_in(self, courier: Courier) -> None:
        handover = Handover(CLAIMS, PRACTICE, ACCOUNT, IntakeSource.API)
        self._receipt = courier.receive_batch(handover)

    def _process(self, work: Callable[[Courier], object]) -> None:
        try:
            work(self._process_of(self.around.ports))
        except (BotoCoreError, ClientError, CourierError, ProcessDiedError):
            self.failed += 1

    def _is_complete(self) -> bool:
        if self._receipt is None:
            return False
        told = {status.split()[1] for status in self.statuses()}
        waiting = self.around.ports.responses.unapplied(ACCOUNT)
        return told == {"paid", "rejected_by_clearinghouse"} and not waiting

    def statuses(self) -> list[str]:
        """Each claim with its status and how many different facts it stands on."""
        courier = Courier(self.around.ports)
        sent = courier.show_batch.sent(self.batch_id, REACH)
        views = courier.show_claim.of_batch(sent, 10, 0).items
        return [
            f"{view.claim.patient_control_number} {view.status} {view.paid} "
            f"{len({fact.fact_id for fact in view.timeline})}"
            for view in views
        ]

    def broken_promises(self, undisturbed: "SmallJob") -> list[str]:
        """In words; empty when all were kept."""
        ports = self.around.ports
        found = []
        if self.statuses() != undisturbed.statuses():
            found.append(f"{self.statuses()} and not {undisturbed.statuses()}")
        if [each.patient_control_numbers for each in self.around.taken_up()] != [
            ("PAY00001", "REJ00002")
        ]:
            found.append(f"the clearinghouse received {self.around.taken_up()}")
        (transmission,) = ports.transmissions.of_batch(self.batch_id)
        if transmission.state is not TransmissionState.ACKNOWLEDGED:
            found.append(f"the transmission is left {transmission.state}")
        found += [f"{name} was not archived" for name in self._not_archived()]
        if ports.batches.unplanned() or ports.responses.unapplied(ACCOUNT):
            found.append("something waits")
        later = ports.clock.now() + LEASE
        if not ports.leases.take(ACCOUNT, "last", later, later):
            found.append("the lease never ends")
        return found

    def _not_archived(self) -> list[str]:
        ports = self.around.ports
        rows = ports.responses.of_account(ACCOUNT, 100, None).items
        kept = []
        for row in rows:
            with suppress(CourierError):
                kept.append(ports.archive.response(row))
        return [name for name, content in self.around.put_out().items() if content not in kept]


def _visit(account_id: AccountId, courier: Courier) -> None:
    courier.visit_clearinghouse(account_id)


def _apply(response_id: ResponseId, courier: Courier) -> None:
    courier.apply_response(response_id)
