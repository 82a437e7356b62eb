"""Many visitors of one account at the same moment, over the real table and real SFTP."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.adapters.dynamodb.accounts import DynamoAccounts
from chalicelib.adapters.dynamodb.leases import DynamoLeases
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.adapters.dynamodb.transmissions import DynamoTransmissions
from chalicelib.adapters.sftp_mailbox import SftpMailboxes
from chalicelib.domain.health import LOGINS_ALLOWED
from chalicelib.domain.transmission import TransmissionState
from chalicelib.wiring import Courier
from tests.builders import ACCOUNT, an_account
from tests.contract.races import race
from tests.contract.sftp_server import PASSWORD, USER, RunningServer, sftp_server
from tests.functional.courier import House, a_claim_file

VISITS_EACH = 4


@pytest.fixture
def house(table: Table) -> House:
    """What visitors contend for is real: account, lease and ledger."""
    house = House()
    house.leases = DynamoLeases(table)  # type: ignore[assignment]
    house.accounts = DynamoAccounts(table)  # type: ignore[assignment]
    house.transmissions = DynamoTransmissions(table)  # type: ignore[assignment]
    return house


def visitors_of(house: House, server: RunningServer, password: str) -> Callable[[int], None]:
    house.accounts.add(an_account(port=server.port, user=USER, host_key=server.host_key))
    house.secrets.by_account.clear()
    house.secrets.store(ACCOUNT, password)

    def visit(_: int) -> None:
        courier = Courier(replace(house.ports, mailboxes=SftpMailboxes(timeout=5)))
        for _ in range(VISITS_EACH):
            courier.visit_clearinghouse(ACCOUNT)

    return visit


def test_they_never_exceed_the_lockout_budget(house: House, tmp_path: Path) -> None:
    with sftp_server(tmp_path) as server:
        race(visitors_of(house, server, "wrong"))
        assert server.passwords_tried == ["wrong"] * LOGINS_ALLOWED
    assert house.accounts.health(ACCOUNT).logins_left == 0


def test_they_send_every_file_once(house: House, tmp_path: Path) -> None:
    for folder in ("inbound", "outbound"):
        (tmp_path / folder).mkdir()
    with sftp_server(tmp_path) as server:
        visit = visitors_of(house, server, PASSWORD)
        batches = [house.hand_in(a_claim_file(f"A{number}")).batch for number in range(3)]
        race(visit)
    sent = [house.show(batch).transmissions[0] for batch in batches]
    assert {each.state for each in sent} == {TransmissionState.SENT}
    assert {each.attempts for each in sent} == {1}
    assert sorted(path.name for path in (tmp_path / "inbound").iterdir()) == sorted(
        each.file_name for each in sent
    )
