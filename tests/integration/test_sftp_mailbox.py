"""The SFTP mailbox against real servers with bad manners."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import asyncssh
import pytest

from chalicelib.adapters.sftp_mailbox import SftpMailboxes
from chalicelib.domain.account import Account, Credential
from chalicelib.domain.errors import (
    HostKeyChangedError,
    LoginRefusedError,
    MailboxUnreachableError,
    TransferError,
)
from chalicelib.domain.ports import Mailbox
from tests.builders import MORNING, an_account
from tests.contract.sftp_server import PASSWORD, USER, Files, RunningServer, sftp_server

MAILBOXES = SftpMailboxes(timeout=3)
RIGHT = Credential(PASSWORD, "version-1", MORNING)
MEGABYTE = bytes(range(256)) * 4096


class DiesMidPut(Files):
    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        if offset > len(MEGABYTE) // 2:
            self.channel.get_connection().abort()
        return _written(super().write(file_obj, offset, data))


class LosesBytes(Files):
    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        return _written(super().write(file_obj, offset, data[:-1]))


class PromisesMore(Files):
    def fstat(self, file_obj: object) -> asyncssh.SFTPAttrs:
        attributes = os.fstat(file_obj.fileno())  # type: ignore[attr-defined]
        return asyncssh.SFTPAttrs(size=attributes.st_size + 1)


class KnowsPlainRenameOnly(Files):
    """And, as some servers do, lets it replace files."""

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        raise asyncssh.SFTPOpUnsupported("posix-rename is not known here")

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        Path(os.fsdecode(self.map_path(oldpath))).replace(os.fsdecode(self.map_path(newpath)))


class RenamesNothing(KnowsPlainRenameOnly):
    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        raise asyncssh.SFTPPermissionDenied("no renaming here")


def _written(count: object) -> int:
    assert isinstance(count, int)
    return count


def account_at(server: RunningServer) -> Account:
    return an_account(port=server.port, user=USER, host_key=server.host_key)


@contextmanager
def mailbox_at(root: Path, files: type[Files] = Files) -> Iterator[Mailbox]:
    (root / "inbound").mkdir()
    (root / "outbound").mkdir()
    with (
        sftp_server(root, files) as server,
        MAILBOXES.connect(account_at(server), RIGHT) as mailbox,
    ):
        yield mailbox


def connect(account: Account, credential: Credential = RIGHT) -> None:
    with MAILBOXES.connect(account, credential):
        pass


def test_a_wrong_password_is_tried_exactly_once(tmp_path: Path) -> None:
    with sftp_server(tmp_path) as server:
        with pytest.raises(LoginRefusedError):
            connect(account_at(server), Credential("wrong", "version-1", MORNING))
        assert server.passwords_tried == ["wrong"]


def test_the_password_is_not_in_any_error(tmp_path: Path) -> None:
    with sftp_server(tmp_path) as server:
        with pytest.raises(LoginRefusedError) as refused:
            connect(account_at(server), Credential("hunter2", "version-1", MORNING))
        assert "hunter2" not in f"{refused.value!r}{refused.value.__cause__!r}"


def test_a_server_that_hangs_up_on_the_password_counts_as_a_refusal(tmp_path: Path) -> None:
    with sftp_server(tmp_path, hang_up_on_password=True) as server:
        with pytest.raises(LoginRefusedError):
            connect(account_at(server))
        assert server.passwords_tried == [PASSWORD]


def test_a_changed_host_key_gets_no_password_and_is_shown(tmp_path: Path) -> None:
    with sftp_server(tmp_path / "old") as old, sftp_server(tmp_path) as server:
        account = replace(account_at(server), host_key=old.host_key)
        with pytest.raises(HostKeyChangedError, match=r"The server shows SHA256:\S{43}, not"):
            connect(account)
        assert server.passwords_tried == []


def test_a_key_of_another_kind_than_the_pinned_one_is_a_changed_key(tmp_path: Path) -> None:
    with (
        sftp_server(tmp_path / "old") as old,
        sftp_server(tmp_path, key_type="ssh-rsa") as server,
        pytest.raises(HostKeyChangedError),
    ):
        connect(replace(account_at(server), host_key=old.host_key))


def test_without_a_pinned_key_no_server_gets_the_password(tmp_path: Path) -> None:
    with sftp_server(tmp_path) as server:
        with pytest.raises(HostKeyChangedError, match="No key is pinned"):
            connect(replace(account_at(server), host_key=""))
        assert server.passwords_tried == []


@pytest.mark.parametrize("line", ["ssh-ed25519", "ssh-ed25519 !!!", "made-up AAAA", "x"])
def test_a_pinned_key_that_cannot_be_read_is_told(line: str) -> None:
    with pytest.raises(HostKeyChangedError, match="The pinned host key is not a key line"):
        connect(an_account(host_key=line))


@pytest.mark.parametrize("key_type", ["ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256"])
def test_every_usual_kind_of_host_key_can_be_pinned(tmp_path: Path, key_type: str) -> None:
    with sftp_server(tmp_path, key_type=key_type) as server:
        connect(account_at(server))
        assert server.passwords_tried == [PASSWORD]


def test_a_refused_port_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(MailboxUnreachableError):
            connect(_account_on_port(taken.getsockname()[1]))


def test_a_server_that_says_nothing_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        account = _account_on_port(silent.getsockname()[1])
        with (
            pytest.raises(MailboxUnreachableError),
            SftpMailboxes(timeout=0.3).connect(account, RIGHT),
        ):
            pass


def test_a_host_that_is_not_known_is_unreachable() -> None:
    with pytest.raises(MailboxUnreachableError):
        connect(_account_on_port(22, host="sftp.invalid"))


def test_a_server_without_sftp_is_unreachable(tmp_path: Path) -> None:
    with sftp_server(tmp_path, files=None) as server, pytest.raises(MailboxUnreachableError):
        connect(account_at(server))


def test_a_server_that_dies_mid_put_is_unreachable_and_has_a_part(tmp_path: Path) -> None:
    with mailbox_at(tmp_path, DiesMidPut) as mailbox:
        with pytest.raises(MailboxUnreachableError):
            mailbox.put("inbound/a.part", MEGABYTE)
        with pytest.raises(MailboxUnreachableError):
            mailbox.size("inbound/a.part")
    assert 0 < (tmp_path / "inbound/a.part").stat().st_size < len(MEGABYTE)


def test_a_put_that_arrives_with_another_size_failed(tmp_path: Path) -> None:
    with mailbox_at(tmp_path, LosesBytes) as mailbox, pytest.raises(TransferError):
        mailbox.put("inbound/a.part", b"content")


@pytest.mark.parametrize("size", [10, 1_000_000])
def test_a_fetch_that_brings_another_size_failed(tmp_path: Path, size: int) -> None:
    with mailbox_at(tmp_path, PromisesMore) as mailbox:
        (tmp_path / "outbound/a.txt").write_bytes(b"x" * size)
        with pytest.raises(TransferError, match=f"{size} of {size + 1} bytes"):
            mailbox.fetch("outbound/a.txt")


def test_a_server_without_posix_rename_renames_plainly(tmp_path: Path) -> None:
    with mailbox_at(tmp_path, KnowsPlainRenameOnly) as mailbox:
        mailbox.put("inbound/a.part", b"content")
        mailbox.rename("inbound/a.part", "inbound/a.837")
    assert (tmp_path / "inbound/a.837").read_bytes() == b"content"
    assert not (tmp_path / "inbound/a.part").exists()


def test_a_plain_rename_never_replaces_a_file(tmp_path: Path) -> None:
    with mailbox_at(tmp_path, KnowsPlainRenameOnly) as mailbox:
        mailbox.put("inbound/a.837", b"old")
        mailbox.put("inbound/a.part", b"new")
        with pytest.raises(TransferError):
            mailbox.rename("inbound/a.part", "inbound/a.837")
    assert (tmp_path / "inbound/a.837").read_bytes() == b"old"
    assert (tmp_path / "inbound/a.part").read_bytes() == b"new"


def test_a_server_that_renames_nothing_is_told_so(tmp_path: Path) -> None:
    with mailbox_at(tmp_path, RenamesNothing) as mailbox:
        mailbox.put("inbound/a.part", b"content")
        with pytest.raises(TransferError):
            mailbox.rename("inbound/a.part", "inbound/a.837")
    assert (tmp_path / "inbound/a.part").exists()


def test_only_plain_files_are_listed(tmp_path: Path) -> None:
    outbound = tmp_path / "outbound"
    with mailbox_at(tmp_path) as mailbox:
        (outbound / "a file (1).txt").write_bytes(b"1")
        (outbound / ".hidden").write_bytes(b"2")
        (outbound / "folder").mkdir()
        (outbound / "link").symlink_to(outbound / "a file (1).txt")
        assert {file.name for file in mailbox.listing("outbound")} == {
            "a file (1).txt",
            ".hidden",
        }


@pytest.mark.parametrize("name", [b"a\nb.txt", b"a\x1b[2J.txt", b"\xff\xfe.txt", b"a\x7f"])
def test_an_odd_name_hides_no_other_file_and_is_told_as_such(tmp_path: Path, name: bytes) -> None:
    outbound = tmp_path / "outbound"
    with mailbox_at(tmp_path) as mailbox:
        (outbound / "good.txt").write_bytes(b"1")
        Path(os.fsdecode(os.fsencode(outbound) + b"/" + name)).write_bytes(b"2")
        listed = mailbox.listing("outbound")
    assert len(listed) == 2
    assert [file.name for file in listed if file.has_usable_name] == ["good.txt"]


def test_ten_thousand_files_are_listed_in_one_call(tmp_path: Path) -> None:
    outbound = tmp_path / "outbound"
    with mailbox_at(tmp_path) as mailbox:
        for number in range(10_000):
            (outbound / f"{number:05d}.txt").touch()
        names = [file.name for file in mailbox.listing("outbound")]
    assert sorted(names) == [f"{number:05d}.txt" for number in range(10_000)]


def _account_on_port(port: int, host: str = "127.0.0.1") -> Account:
    with_key = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    return an_account(host=host, port=port, host_key=with_key)
