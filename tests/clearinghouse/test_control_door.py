import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from infra.sandbox.clearinghouse.advancing_clock import AdvancingClock
from infra.sandbox.clearinghouse.config import ClearinghouseConfig, User
from infra.sandbox.clearinghouse.control_desk import ControlDesk
from infra.sandbox.clearinghouse.control_door import ControlDoor
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse
from infra.sandbox.clearinghouse.timeline import Timeline
from tests.clearinghouse.life import NOON, PRACTICE, claims_of
from tests.clearinghouse.readme import table_under
from tests.clearinghouse.visitor import Visitor


class Caller:
    """Speaks to the door as a program in any language would."""

    def __init__(self, url: str) -> None:
        self._url = url

    def ask(self, question: str) -> Any:  # noqa: ANN401 - JSON
        with urllib.request.urlopen(f"{self._url}/{question}", timeout=5) as response:
            return json.load(response)

    def order(self, order: str, **values: object) -> int:
        """The HTTP status."""
        body = json.dumps(values).encode()
        try:
            with urllib.request.urlopen(f"{self._url}/{order}", body, timeout=5) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code


@pytest.fixture
def clock() -> AdvancingClock:
    return AdvancingClock()


@pytest.fixture
def clearinghouse(clock: AdvancingClock) -> Iterator[SimulatedClearinghouse]:
    config = ClearinghouseConfig((User(PRACTICE, "right"),), pace=Timeline(), clock=clock)
    with SimulatedClearinghouse(config) as running:
        yield running


@pytest.fixture
def caller(clearinghouse: SimulatedClearinghouse, clock: AdvancingClock) -> Iterator[Caller]:
    with ControlDoor(ControlDesk(clearinghouse, clock.advance)) as door:
        yield Caller(door.url)


def test_a_file_lives_through_ten_days_by_orders_alone(caller: Caller, visitor: Visitor) -> None:
    assert caller.order("pin", prefix="DEN", user=PRACTICE) == 204
    visitor.submit("837P_1.txt", claims_of("PAY1"))
    caller.order("step")
    for hours in (1, 24 * 12):
        assert caller.order("advance", seconds=hours * 3600) == 204
    names = caller.ask("state")["outbound"][PRACTICE]
    assert [name for name in names if "ERA" in name]
    (receipt,) = caller.ask("receipts")["receipts"]
    assert receipt["patient_control_numbers"] == ["PAY1"]
    assert [each["deed"] for each in caller.ask("transfers")["transfers"]] == [
        "uploaded", "renamed",
    ]  # fmt: skip


def test_faults_are_switched_on_and_off(
    caller: Caller, clearinghouse: SimulatedClearinghouse
) -> None:
    wanted = {"fault": "disk_full", "count": 2, "amount": 10, "starts": NOON.isoformat()}
    assert caller.order("switch_on", **wanted) == 204
    (shown,) = caller.ask("state")["faults"]
    assert {name: shown[name] for name in wanted} == wanted
    assert caller.order("switch_off", fault="disk_full") == 204
    assert clearinghouse.faults() == ()


def test_answers_are_held_and_released(
    caller: Caller, clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    visitor.submit("837P_1.txt", claims_of("PAY1"))
    caller.order("step")
    caller.order("hold", user=PRACTICE)
    for _ in range(2):
        caller.order("advance", seconds=3600)
    assert clearinghouse.outbound(PRACTICE) == []
    caller.order("release", user=PRACTICE)
    assert len(clearinghouse.outbound(PRACTICE)) == 1


def test_passwords_locks_and_acknowledgments_are_changed(
    caller: Caller, clearinghouse: SimulatedClearinghouse
) -> None:
    assert caller.order("set_password", user=PRACTICE, password="new") == 204
    assert caller.order("acknowledge", user=PRACTICE, wanted=False) == 204
    assert caller.order("unlock", user=PRACTICE) == 204
    with Visitor(clearinghouse, PRACTICE, "new"):
        assert caller.ask("state")["connections"][PRACTICE]["open_now"] == 1


@pytest.mark.parametrize(
    ("order", "values", "status"),
    [
        ("pin", {"prefix": "XXX"}, 400),
        ("pin", {"files": 1}, 400),
        ("switch_on", {"fault": "earthquake"}, 400),
        ("switch_on", {"fault": "disk_full", "starts": "2026-10-12T12:00:00"}, 400),
        ("advance", {"seconds": -1}, 400),
        ("explode", {}, 404),
    ],
)
def test_nonsense_is_refused(
    order: str, values: dict[str, object], status: int, caller: Caller
) -> None:
    assert caller.order(order, **values) == status


def test_without_a_clock_to_move_there_is_no_such_order(
    clearinghouse: SimulatedClearinghouse,
) -> None:
    with ControlDoor(ControlDesk(clearinghouse)) as door:
        assert Caller(door.url).order("advance", seconds=1) == 404


def test_the_readme_tells_every_order(
    clearinghouse: SimulatedClearinghouse, clock: AdvancingClock
) -> None:
    desk = ControlDesk(clearinghouse, clock.advance)
    told = [row.split(" | ")[0].removeprefix("| ") for row in table_under("Control")]
    known = [f"GET /{name}" for name in desk.questions] + [f"POST /{name}" for name in desk.orders]
    assert told == known
