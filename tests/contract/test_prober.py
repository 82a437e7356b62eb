"""The first rungs of the ladder, on the fake and over SSH to a real server."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from chalicelib.adapters.sftp_prober import SftpProber
from chalicelib.domain.account import Account, Credential
from chalicelib.domain.evidence import Probe, Sign
from chalicelib.domain.ports import Prober
from tests.builders import ACCOUNT, MORNING, an_account
from tests.contract.sftp_server import PASSWORD, USER, RunningServer, sftp_server
from tests.contract.test_mailboxes import OTHER_KEY
from tests.fakes import FakeMailboxes, FakeProber

UP_TO_THE_KEY = [
    (Probe.NAME, Sign.GOOD),
    (Probe.CONNECTION, Sign.GOOD),
    (Probe.HOST_KEY, Sign.GOOD),
]


@dataclass(frozen=True, slots=True)
class Reached:
    """`passwords` counts those that the server was shown."""

    prober: Prober
    account: Account
    go_down: Callable[[], None]
    passwords: Callable[[], int]
    change_host_key: Callable[[Account], Account]

    def climb(self, account: Account | None = None) -> list[tuple[Probe, Sign]]:
        return [(e.probe, e.sign) for e in self.prober.reach(account or self.account)]


def fake() -> Reached:
    mailboxes = FakeMailboxes()
    server = mailboxes.server(ACCOUNT)

    def go_down() -> None:
        server.down = True

    def change(account: Account) -> Account:
        server.shows_other_host_key = True
        return account

    return Reached(
        FakeProber(mailboxes),
        an_account(),
        go_down,
        lambda: server.logins + server.refused,
        change,
    )


def real(server: RunningServer) -> Reached:
    account = an_account(port=server.port, user=USER, host_key=server.host_key)
    return Reached(
        SftpProber(timeout=5),
        account,
        server.stop,
        lambda: len(server.passwords_tried),
        lambda account: replace(account, host_key=OTHER_KEY),
    )


@pytest.fixture(params=["fake", "ssh"])
def reached(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reached]:
    if request.param == "fake":
        yield fake()
        return
    with sftp_server(tmp_path) as server:
        yield real(server)


def test_the_ladder_is_climbed_up_to_the_host_key_and_nobody_logs_in(reached: Reached) -> None:
    assert reached.climb() == UP_TO_THE_KEY
    assert reached.passwords() == 0


def test_a_server_that_is_down_breaks_the_second_rung(reached: Reached) -> None:
    reached.go_down()
    assert reached.climb() == [(Probe.NAME, Sign.GOOD), (Probe.CONNECTION, Sign.FAILED)]


def test_another_host_key_breaks_the_third_rung(reached: Reached) -> None:
    changed = reached.change_host_key(reached.account)
    assert reached.climb(changed) == [*UP_TO_THE_KEY[:2], (Probe.HOST_KEY, Sign.CHANGED)]
    assert reached.passwords() == 0


def test_the_prober_opens_the_same_mailbox_as_a_visit(reached: Reached) -> None:
    with reached.prober.connect(
        reached.account, Credential(PASSWORD, "version-1", MORNING)
    ) as mailbox:
        assert mailbox.size("nothing.837") is None


def test_a_name_that_nobody_has_breaks_the_first_rung() -> None:
    (only,) = SftpProber(timeout=5).reach(an_account(host="nobody.invalid"))
    assert (only.probe, only.sign) == (Probe.NAME, Sign.FAILED)
    assert "nobody.invalid" in only.detail


def test_the_fingerprints_are_told(tmp_path: Path) -> None:
    with sftp_server(tmp_path) as server:
        account = an_account(port=server.port, user=USER, host_key=server.host_key)
        shown = SftpProber(timeout=5).reach(account)[-1].detail
        other = SftpProber(timeout=5).reach(replace(account, host_key=OTHER_KEY))[-1].detail
    assert shown.startswith("SHA256:")
    assert shown in other


def test_something_that_speaks_no_ssh_breaks_the_third_rung() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        account = an_account(port=mute.getsockname()[1], host_key=OTHER_KEY)
        last = SftpProber(timeout=0.5).reach(account)[-1]
    assert (last.probe, last.sign) == (Probe.HOST_KEY, Sign.FAILED)
