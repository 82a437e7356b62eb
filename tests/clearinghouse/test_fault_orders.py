from datetime import datetime, timedelta

import pytest

from infra.sandbox.clearinghouse.faults.board import FaultBoard
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.manual import MANUAL
from infra.sandbox.clearinghouse.faults.order import FaultOrder
from infra.sandbox.clearinghouse.faults.random_faults import random_faults
from infra.sandbox.clearinghouse.faults.transfers import Direction, Passage
from tests.clearinghouse.life import DAY, HOUR, NOON
from tests.clearinghouse.readme import table_under

SKEW = Fault.CLOCK_SKEW


def board_with(*orders: FaultOrder) -> FaultBoard:
    board = FaultBoard()
    for order in orders:
        board.switch_on(order)
    return board


def test_a_fault_lasts_from_its_beginning_until_before_its_end() -> None:
    board = board_with(FaultOrder(SKEW, starts=NOON, ends=NOON + HOUR))
    instants = (NOON - HOUR, NOON, NOON + HOUR)
    assert [bool(board.active(SKEW, "any", each)) for each in instants] == [False, True, False]


def test_a_fault_strikes_as_often_as_it_was_ordered() -> None:
    board = board_with(FaultOrder(Fault.DISK_FULL, count=2))
    strikes = [bool(board.strike(Fault.DISK_FULL, "any", NOON)) for _ in range(3)]
    assert strikes == [True, True, False]
    assert board.active(Fault.DISK_FULL, "any", NOON) is None


def test_looking_uses_nothing_up() -> None:
    board = board_with(FaultOrder(Fault.DISK_FULL, count=1))
    assert board.active(Fault.DISK_FULL, "any", NOON)
    assert board.active(Fault.DISK_FULL, "any", NOON)


def test_a_fault_of_one_user_spares_the_others() -> None:
    board = board_with(FaultOrder(SKEW, "one"))
    assert board.active(SKEW, "one", NOON)
    assert not board.active(SKEW, "two", NOON)
    assert board.active_anywhere(SKEW, NOON)
    assert not board.active_anywhere(Fault.DISK_FULL, NOON)


def test_switching_off_is_for_one_user_or_for_all() -> None:
    board = board_with(FaultOrder(SKEW, "one"), FaultOrder(SKEW, "two"), FaultOrder(SKEW))
    board.switch_off(SKEW, "one")
    assert [order.user for order in board.orders()] == ["two", ""]
    board.switch_off(SKEW)
    assert board.orders() == ()


def test_a_used_up_order_gives_way_to_the_next() -> None:
    orders = [FaultOrder(Fault.DISK_FULL, count=1, amount=each) for each in (1, 2)]
    board = board_with(*orders)
    struck = [board.strike(Fault.DISK_FULL, "any", NOON) for _ in range(3)]
    assert struck == [*orders, None]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"fault": SKEW, "count": 1}, ValueError),
        ({"fault": Fault.DISK_FULL, "count": 0}, ValueError),
        ({"fault": Fault.DISK_FULL, "amount": -1}, ValueError),
        ({"fault": SKEW, "starts": datetime(2026, 10, 12)}, TypeError),  # noqa: DTZ001
    ],
    ids=["counted state", "no strike", "negative amount", "no offset"],
)
def test_an_order_that_makes_no_sense_is_refused(
    wrong: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        FaultOrder(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("offset", "size", "passed"),
    [(0, 99, None), (0, 100, None), (0, 101, 100), (97, 10, 3), (100, 1, 0), (120, 5, 0)],
)
def test_a_transfer_breaks_at_its_byte(offset: int, size: int, passed: int | None) -> None:
    board = board_with(FaultOrder(Fault.DOWNLOAD_RESET, amount=100))
    passage = Passage(board, "any", Direction.DOWNLOAD)
    broken = passage.break_within(offset, size, NOON)
    assert (broken.passed if broken else None) == passed
    assert Passage(board, "any", Direction.UPLOAD).break_within(offset, size, NOON) is None


def test_random_faults_repeat_with_their_seed() -> None:
    drawn = [random_faults(seed, ["one", "two"], NOON, NOON + 30 * DAY, 50) for seed in (7, 7, 8)]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


def test_random_faults_begin_and_end_within_their_time() -> None:
    ends = NOON + 30 * DAY
    orders = random_faults(1, ["one"], NOON, ends, 400)
    assert {order.fault for order in orders} == set(Fault)
    begun = [order.starts for order in orders if order.starts]
    assert begun == sorted(begun)
    assert len(begun) == 400
    for order in orders:
        assert order.starts
        assert order.ends
        assert NOON <= order.starts <= order.ends <= ends
        assert order.ends - order.starts <= timedelta(days=3)


def test_the_readme_tells_every_fault_as_the_manual_does() -> None:
    assert table_under("Faults") == [_row(fault) for fault in Fault]


def _row(fault: Fault) -> str:
    entry = MANUAL[fault]
    amount = f"{entry.amount} {entry.unit}" if entry.unit else ""
    return f"| {fault} | {entry.does} | {entry.stands_for} | {amount} |"
