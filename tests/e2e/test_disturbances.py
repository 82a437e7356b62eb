"""When the outside world misbehaves: nothing is lost, and nobody has to do anything.

Each test starts a world of its own inside its body: the sandbox reads metrics from standard output,
which pytest exchanges between a fixture and its test.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from chalicelib import wiring
from chalicelib.domain.identifiers import AccountId
from infra.sandbox.sandbox import Sandbox
from tests.e2e.conftest import QUICK, eventually
from tests.e2e.test_main_job import claims, status, submit


def test_a_batch_handed_in_while_sftp_is_down_is_sent_when_it_is_back(tmp_path: Path) -> None:
    with Sandbox(build_dir=tmp_path, pace=QUICK) as sandbox:
        sandbox.clearinghouse.refuse_connections(True)
        batch = submit(sandbox, claims("PAY00001"))
        path = f"/v1/accounts/{sandbox.addresses.account_id}"
        assert eventually(lambda: sandbox.api.get(path).body["last_problem"] == "unreachable")
        assert status(sandbox, batch) == "awaiting_transmission"
        sandbox.clearinghouse.refuse_connections(False)
        assert eventually(lambda: status(sandbox, batch) == "accepted")
        assert len(sandbox.clearinghouse.receipts()) == 1


def test_a_changed_password_costs_two_logins_and_a_new_one_heals_it(tmp_path: Path) -> None:
    with Sandbox(build_dir=tmp_path, pace=QUICK) as sandbox:
        a = sandbox.addresses
        sandbox.clearinghouse.set_password(a.sftp_user, "changed overnight")
        batch = submit(sandbox, claims("PAY00001"))

        def refused() -> int:
            return sandbox.clearinghouse.logins[a.sftp_user].refused

        assert eventually(lambda: refused() == 2)
        assert not eventually(lambda: refused() > 2, seconds=6), (
            "the schedule goes on, logins do not"
        )
        assert status(sandbox, batch) == "awaiting_transmission"
        wiring.courier().onboard.new_password(AccountId(a.account_id), "changed overnight")
        assert eventually(lambda: status(sandbox, batch) == "accepted")


def test_silence_becomes_an_alarm_after_72_hours_and_not_before(tmp_path: Path) -> None:
    with Sandbox(build_dir=tmp_path, pace=QUICK) as sandbox:
        told: list[str] = []
        sandbox.world.alarms.listeners.append(
            lambda change: told.append(f"{change.rule.name} {change.new.state.value}")
        )
        batch = submit(sandbox, claims("MUT00001"))

        def shown() -> dict[str, Any]:
            return sandbox.api.get(f"/v1/batches/{batch['batch_id']}").body

        def stalled_alarm() -> bool:
            return any("tall" in line and line.endswith("ALARM") for line in told)

        assert eventually(lambda: shown()["status"] == "awaiting")
        sandbox.world.clock.advance(timedelta(hours=71))
        assert not eventually(stalled_alarm, seconds=8)
        assert shown()["stalled"] is False
        sandbox.world.clock.advance(timedelta(hours=2))
        assert eventually(stalled_alarm)
        assert eventually(lambda: bool(shown()["stalled"]))
        assert shown()["stall"]["diagnosis"] == "clearinghouse_silent"
        assert shown()["stall"]["advice"]
