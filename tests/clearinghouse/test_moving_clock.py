"""The server by a clock that is moved by hand."""

from collections.abc import Iterator
from datetime import timedelta

import paramiko
import pytest

from infra.sandbox.clearinghouse.config import ClearinghouseConfig, User
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.order import FaultOrder
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse
from infra.sandbox.clearinghouse.timeline import Timeline
from tests.clearinghouse.life import DAY, NOON, PRACTICE, HandClock, claims_of
from tests.clearinghouse.visitor import Visitor

MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def clearinghouse(clock: HandClock) -> Iterator[SimulatedClearinghouse]:
    config = ClearinghouseConfig((User(PRACTICE, "right"),), pace=Timeline(), clock=clock)
    with SimulatedClearinghouse(config) as running:
        yield running


def pass_time(clearinghouse: SimulatedClearinghouse, clock: HandClock, *pauses: timedelta) -> None:
    clearinghouse.step()
    for pause in pauses:
        clock.advance(pause)
        clearinghouse.step()


def test_a_file_is_taken_after_five_minutes_and_answered_over_days(
    clearinghouse: SimulatedClearinghouse, clock: HandClock, visitor: Visitor
) -> None:
    visitor.submit("837P_1.txt", claims_of("PAY1"))
    pass_time(clearinghouse, clock, 4 * MINUTE)
    assert clearinghouse.receipts() == ()
    pass_time(clearinghouse, clock, MINUTE)
    assert clearinghouse.receipts()[0].received_at == NOON + 5 * MINUTE
    assert clearinghouse.outbound(PRACTICE) == []
    pass_time(clearinghouse, clock, 15 * MINUTE)
    assert clearinghouse.outbound(PRACTICE) == ["1600000101_837P_1_999.999"]
    pass_time(clearinghouse, clock, 30 * DAY)
    assert len(clearinghouse.outbound(PRACTICE)) == 6


def test_modification_times_are_the_instants_at_which_answers_were_due(
    clearinghouse: SimulatedClearinghouse, clock: HandClock, visitor: Visitor
) -> None:
    visitor.submit("837P_1.txt", claims_of("PAY1"))
    pass_time(clearinghouse, clock, 5 * MINUTE, 30 * DAY)
    (acknowledgment,) = [
        entry for entry in visitor.sftp.listdir_attr("outbound") if "999" in entry.filename
    ]
    assert acknowledgment.st_mtime == (NOON + 20 * MINUTE).timestamp()


def test_a_new_file_is_listed_late_but_can_be_fetched(
    clearinghouse: SimulatedClearinghouse, clock: HandClock, visitor: Visitor
) -> None:
    clearinghouse.switch_on(FaultOrder(Fault.LISTING_LAG, amount=600))
    visitor.submit("837P_1.txt", claims_of("PAY1"))
    pass_time(clearinghouse, clock, 5 * MINUTE, 24 * MINUTE)
    (name,) = clearinghouse.outbound(PRACTICE)
    assert visitor.sftp.listdir("outbound") == []
    assert visitor.get(f"outbound/{name}").startswith(b"ISA")
    pass_time(clearinghouse, clock, MINUTE)
    assert visitor.sftp.listdir("outbound") == [name]


def test_a_half_written_file_grows_under_the_eyes_of_the_client(
    clearinghouse: SimulatedClearinghouse, clock: HandClock, visitor: Visitor
) -> None:
    clearinghouse.switch_on(FaultOrder(Fault.HALF_WRITTEN, amount=300))
    visitor.submit("837P_1.txt", claims_of("PAY1"))
    pass_time(clearinghouse, clock, 5 * MINUTE, 15 * MINUTE)
    (name,) = visitor.sftp.listdir("outbound")
    half = visitor.get(f"outbound/{name}")
    pass_time(clearinghouse, clock, 5 * MINUTE)
    whole = visitor.get(f"outbound/{name}")
    assert whole.startswith(half)
    assert len(whole) > len(half)
    assert whole.endswith(b"IEA*1*000000001~")


@pytest.mark.parametrize(
    ("fault", "listed"), [(Fault.DUPLICATE_ANSWERS, 2), (Fault.REORDERED_ANSWERS, 0)]
)
def test_answers_come_twice_or_late(
    fault: Fault,
    listed: int,
    clearinghouse: SimulatedClearinghouse,
    clock: HandClock,
    visitor: Visitor,
) -> None:
    clearinghouse.switch_on(FaultOrder(fault))
    visitor.submit("837P_1.txt", claims_of("PAY1"))
    pass_time(clearinghouse, clock, 5 * MINUTE, 15 * MINUTE)
    assert len(visitor.sftp.listdir("outbound")) == listed
    pass_time(clearinghouse, clock, 30 * DAY)
    assert len(visitor.sftp.listdir("outbound")) == (12 if listed else 6)


def test_an_outage_begins_and_ends_by_the_clock(
    clearinghouse: SimulatedClearinghouse, clock: HandClock
) -> None:
    clearinghouse.switch_on(
        FaultOrder(Fault.CONNECTION_REFUSED, starts=NOON + DAY, ends=NOON + 2 * DAY)
    )
    reached = []
    for _ in range(3):
        try:
            Visitor(clearinghouse, PRACTICE, "right").transport.close()
            reached.append(True)
        except paramiko.SSHException:
            reached.append(False)
        pass_time(clearinghouse, clock, DAY)
    assert reached == [True, False, True]
