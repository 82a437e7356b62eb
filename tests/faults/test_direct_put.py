"""Every crash point of sending where nothing can be staged: put once, or a person decides."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache

import pytest

from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.errors import CourierError
from chalicelib.domain.transmission import Transmission, TransmissionState, Verdict
from chalicelib.services.access.decider import Decider
from chalicelib.services.intake.receive_batch import Handover
from chalicelib.services.visit.visit_clearinghouse import LEASE
from chalicelib.wiring import Courier
from tests.builders import ACCOUNT, PRACTICE, REACH, an_account
from tests.faults.clearinghouse import numbers_in
from tests.faults.fault import AwsError, Fault, Mode, ProcessDiedError, faults_at
from tests.faults.recorder import Recorder, recorded_courier
from tests.faults.report import Part
from tests.functional.courier import House, a_claim_file

CLAIMS = a_claim_file("PAY00001", "PAY00002")
INBOUND = "to-stedi"
ROUNDS = 4


class DirectJob:
    """One file to a clearinghouse that takes whatever lies in its folder, and some schedules."""

    def __init__(self, fault: Fault | None = None) -> None:
        self.house = House()
        self.house.accounts.rows.by_key[ACCOUNT] = an_account(clearinghouse="stedi")
        self.house.server.folders.update({INBOUND: {}, "from-stedi": {}})
        self.recorder = Recorder([fault] if fault else [], {})
        self._received = False
        for _ in range(ROUNDS):
            self._round()

    @property
    def transmission(self) -> Transmission:
        (row,) = self.house.transmissions.rows.all()
        return row

    @property
    def arrived(self) -> list[bytes]:
        return [file.content for file in self.house.server.folders[INBOUND].values()]

    @property
    def puts(self) -> int:
        return self.recorder.calls.count("mailbox.put")

    def _round(self) -> None:
        if not self._received:
            self._process(self._receive)
        self._process(lambda courier: courier.sweep())
        self._process(lambda courier: courier.visit_clearinghouse(ACCOUNT))
        self.house.clock.advance(LEASE)

    def _receive(self, courier: Courier) -> None:
        courier.receive_batch(Handover(CLAIMS, PRACTICE, ACCOUNT, IntakeSource.API))
        self._received = True

    def _process(self, work: Callable[[Courier], object]) -> None:
        with suppress(AwsError, CourierError, ProcessDiedError):
            work(recorded_courier(self.house.ports, self.recorder))

    def ask_by_telephone(self) -> None:
        """The clearinghouse tells whether it has the whole file, and throws a torso away."""
        row = self.transmission
        whole = [len(content) for content in self.arrived] == [row.size]
        if not whole:
            self.house.server.folders[INBOUND].clear()
        verdict = Verdict.SENT if whole else Verdict.NOT_SENT
        decider = Decider("cck_person", REACH)
        decide = self.house.courier.decide_transmission
        decide(row.transmission_id, verdict, decider, "asked them by telephone")
        self._round()


@cache
def undisturbed() -> DirectJob:
    return DirectJob()


def test_undisturbed_it_is_put_once_and_sent() -> None:
    assert undisturbed().transmission.state is TransmissionState.SENT
    assert (undisturbed().puts, len(undisturbed().arrived)) == (1, 1)


@pytest.mark.parametrize("mode", Mode)
def test_whatever_goes_wrong_no_machine_puts_it_twice_and_a_person_can_end_the_doubt(
    mode: Mode,
) -> None:
    calls = enumerate(undisturbed().recorder.calls, 1)
    faults = [(call, fault) for n, call in calls for fault in faults_at(n, call, mode)]
    broken = [f"{call}: {fault}: {each}" for call, fault in faults for each in promises(fault)]
    Part("Every crash point, nothing staged", mode, len(faults), broken).write()
    assert faults
    assert not broken, "\n".join(broken)


def promises(fault: Fault) -> list[str]:
    """Those that were broken."""
    job = DirectJob(fault)
    doubtful = job.transmission.state is TransmissionState.UNCERTAIN
    if job.puts > 1:
        return [f"put {job.puts} times by a machine"]
    if doubtful:
        job.ask_by_telephone()
    numbers = [numbers_in(content) for content in job.arrived]
    if job.transmission.state is not TransmissionState.SENT:
        return [f"it is left {job.transmission.state}"]
    return [] if numbers == [["PAY00001", "PAY00002"]] else [f"{numbers} arrived"]
