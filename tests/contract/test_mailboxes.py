"""Mailboxes: the fake, the simulated clearinghouse in memory, and SFTP to a real server."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from chalicelib.adapters.sftp_mailbox import SftpMailboxes
from chalicelib.domain.account import Account, Credential
from chalicelib.domain.errors import (
    HostKeyChangedError,
    LoginRefusedError,
    MailboxUnreachableError,
    TransferError,
)
from chalicelib.domain.ports import Mailbox, Mailboxes
from chalicelib.domain.response import ListedFile
from infra.sandbox.clearinghouse.config import User
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.order import FaultOrder
from tests.builders import ACCOUNT, MORNING, an_account, later
from tests.contract.sftp_server import PASSWORD, USER, sftp_server
from tests.fakes import FakeMailboxes, FixedClock
from tests.faults.months.simulated_server import Lying, SimulatedServer

OTHER_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBjXlCCcYH31sHrYRQeGQnwE0I6P3pZHSbVX1nqXgx2R"
ContentOf = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Clearinghouse:
    """An account's way in, and both sides of its folders.

    `put_out` lays a file into outbound; `content` is what lies at a path.
    """

    mailboxes: Mailboxes
    account: Account
    put_out: Callable[[str, bytes, datetime], None]
    content: ContentOf
    go_down: Callable[[], None]
    change_host_key: Callable[[Account], Account]

    def connect(self, password: str = PASSWORD) -> AbstractContextManager[Mailbox]:
        return self.mailboxes.connect(self.account, Credential(password, "version-1", MORNING))


def fake_clearinghouse() -> Clearinghouse:
    mailboxes = FakeMailboxes()
    server = mailboxes.server(ACCOUNT)
    server.password = PASSWORD

    def content(path: str) -> bytes | None:
        folder, name = path.split("/")
        file = server.folders[folder].get(name)
        return file.content if file else None

    def go_down() -> None:
        server.down = True

    def change_host_key(account: Account) -> Account:
        server.shows_other_host_key = True
        return account

    return Clearinghouse(mailboxes, an_account(), server.put_out, content, go_down, change_host_key)


def simulated_clearinghouse() -> Clearinghouse:
    account = an_account()
    server = SimulatedServer((User(account.user, PASSWORD),), FixedClock())

    def put_out(name: str, content: bytes, modified_at: datetime) -> None:
        server.outbound[account.user][name] = Lying(content, modified_at)

    def content(path: str) -> bytes | None:
        _, name = path.split("/")
        file = server.inbound[account.user].get(name)
        return file.content if file else None

    def go_down() -> None:
        server.office.faults.switch_on(FaultOrder(Fault.CONNECTION_REFUSED))

    def change_host_key(account: Account) -> Account:
        server.office.faults.switch_on(FaultOrder(Fault.HOST_KEY_CHANGED))
        return account

    return Clearinghouse(server, account, put_out, content, go_down, change_host_key)


def sftp_clearinghouse(root: Path) -> Iterator[Clearinghouse]:
    for folder in ("inbound", "outbound"):
        (root / folder).mkdir()

    def put_out(name: str, content: bytes, modified_at: datetime) -> None:
        path = root / "outbound" / name
        path.write_bytes(content)
        os.utime(path, (modified_at.timestamp(), modified_at.timestamp()))

    def content(path: str) -> bytes | None:
        return (root / path).read_bytes() if (root / path).exists() else None

    with sftp_server(root) as server:
        account = an_account(port=server.port, user=USER, host_key=server.host_key)
        yield Clearinghouse(
            SftpMailboxes(timeout=5),
            account,
            put_out,
            content,
            server.stop,
            lambda account: replace(account, host_key=OTHER_KEY),
        )


@pytest.fixture(params=["fake", "simulated", "sftp"])
def clearinghouse(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clearinghouse]:
    if request.param == "fake":
        yield fake_clearinghouse()
    elif request.param == "simulated":
        yield simulated_clearinghouse()
    else:
        yield from sftp_clearinghouse(tmp_path)


@pytest.fixture
def mailbox(clearinghouse: Clearinghouse) -> Iterator[Mailbox]:
    with clearinghouse.connect() as mailbox:
        yield mailbox


class TestConnecting:
    def test_a_wrong_password_is_a_refused_login(self, clearinghouse: Clearinghouse) -> None:
        with pytest.raises(LoginRefusedError), clearinghouse.connect("wrong"):
            pass

    def test_another_host_key_is_never_talked_to(self, clearinghouse: Clearinghouse) -> None:
        account = clearinghouse.change_host_key(clearinghouse.account)
        login = clearinghouse.mailboxes.connect(account, Credential(PASSWORD, "version-1", MORNING))
        with pytest.raises(HostKeyChangedError) as refused, login:
            pass
        assert refused.value.shown is not None
        assert refused.value.shown.startswith("ssh-ed25519 AAAA")

    def test_a_server_that_is_down_is_unreachable(self, clearinghouse: Clearinghouse) -> None:
        clearinghouse.go_down()
        with pytest.raises(MailboxUnreachableError), clearinghouse.connect():
            pass

    def test_a_server_that_goes_down_is_unreachable_from_then_on(
        self, clearinghouse: Clearinghouse
    ) -> None:
        with clearinghouse.connect() as mailbox:
            clearinghouse.go_down()
            with pytest.raises(MailboxUnreachableError):
                mailbox.listing("outbound")
            with pytest.raises(MailboxUnreachableError):
                mailbox.put("inbound/a.part", b"content")

    def test_errors_of_the_visitor_pass_through(self, clearinghouse: Clearinghouse) -> None:
        with pytest.raises(KeyError), clearinghouse.connect():
            raise KeyError


class TestSending:
    @pytest.mark.parametrize("content", [b"", b"ISA*00~", bytes(range(256)) * 4096])
    def test_what_is_put_lies_there(
        self, clearinghouse: Clearinghouse, mailbox: Mailbox, content: bytes
    ) -> None:
        mailbox.put("inbound/a.part", content)
        assert clearinghouse.content("inbound/a.part") == content
        assert mailbox.size("inbound/a.part") == len(content)

    def test_put_again_replaces_a_partial_file(
        self, clearinghouse: Clearinghouse, mailbox: Mailbox
    ) -> None:
        mailbox.put("inbound/a.part", b"longer than before")
        mailbox.put("inbound/a.part", b"content")
        assert clearinghouse.content("inbound/a.part") == b"content"

    def test_the_size_of_what_is_not_there_is_none(self, mailbox: Mailbox) -> None:
        assert mailbox.size("inbound/none") is None

    def test_a_renamed_file_has_only_its_new_name(
        self, clearinghouse: Clearinghouse, mailbox: Mailbox
    ) -> None:
        mailbox.put("inbound/a.part", b"content")
        mailbox.rename("inbound/a.part", "inbound/a.837")
        assert clearinghouse.content("inbound/a.837") == b"content"
        assert mailbox.size("inbound/a.part") is None

    def test_rename_replaces_what_has_the_new_name(
        self, clearinghouse: Clearinghouse, mailbox: Mailbox
    ) -> None:
        mailbox.put("inbound/a.837", b"old")
        mailbox.put("inbound/a.part", b"new")
        mailbox.rename("inbound/a.part", "inbound/a.837")
        assert clearinghouse.content("inbound/a.837") == b"new"
        assert mailbox.size("inbound/a.part") is None

    def test_what_is_not_there_cannot_be_renamed(self, mailbox: Mailbox) -> None:
        with pytest.raises(TransferError):
            mailbox.rename("inbound/none", "inbound/a.837")

    def test_a_removed_file_is_gone(self, clearinghouse: Clearinghouse, mailbox: Mailbox) -> None:
        mailbox.put("inbound/a.part", b"content")
        mailbox.remove("inbound/a.part")
        assert clearinghouse.content("inbound/a.part") is None
        with pytest.raises(TransferError):
            mailbox.remove("inbound/a.part")

    def test_a_folder_that_is_not_there_takes_nothing(self, mailbox: Mailbox) -> None:
        with pytest.raises(TransferError):
            mailbox.put("nowhere/a.part", b"content")
        assert mailbox.size("nowhere/a.part") is None


class TestCollecting:
    def test_files_are_listed_oldest_first(
        self, clearinghouse: Clearinghouse, mailbox: Mailbox
    ) -> None:
        clearinghouse.put_out("b.txt", b"22", later(hours=1))
        clearinghouse.put_out("c.txt", b"1", later(hours=0))
        clearinghouse.put_out("a.txt", b"333", later(hours=1))
        assert mailbox.listing("outbound") == (
            ListedFile("c.txt", 1, later(hours=0)),
            ListedFile("a.txt", 3, later(hours=1)),
            ListedFile("b.txt", 2, later(hours=1)),
        )

    def test_an_empty_folder_has_no_files(self, mailbox: Mailbox) -> None:
        assert mailbox.listing("outbound") == ()

    def test_a_folder_that_is_not_there_cannot_be_listed(self, mailbox: Mailbox) -> None:
        with pytest.raises(TransferError):
            mailbox.listing("nowhere")

    @pytest.mark.parametrize("size", [0, 1, 32_768, 262_143, 262_144, 3_000_001])
    def test_a_file_is_fetched_byte_for_byte(
        self, clearinghouse: Clearinghouse, mailbox: Mailbox, size: int
    ) -> None:
        content = (b"0123456789ABCDEF!" * (size // 17 + 1))[:size]
        clearinghouse.put_out("a.txt", content, later())
        assert mailbox.fetch("outbound/a.txt") == content

    def test_what_is_not_there_cannot_be_fetched(self, mailbox: Mailbox) -> None:
        with pytest.raises(TransferError):
            mailbox.fetch("outbound/none")
        assert mailbox.listing("outbound") == ()
