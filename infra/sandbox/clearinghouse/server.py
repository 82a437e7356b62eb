"""The SFTP server itself: who may come in, and the folder that each user sees."""

import os
from collections.abc import Mapping
from typing import IO, cast

import asyncssh
from asyncssh.constants import FXF_WRITE

from infra.sandbox.clearinghouse.boxes import Boxes
from infra.sandbox.clearinghouse.ledger import Ledger

SftpChannel = asyncssh.SSHServerChannel[bytes]


class Door(asyncssh.SSHServer):
    """Lets a user in by password alone and counts who was let in and who was not."""

    def __init__(self, passwords: Mapping[str, str], ledger: Ledger) -> None:
        self._passwords = passwords
        self._ledger = ledger

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        accepted = self._passwords.get(username) == password
        self._ledger.record_login(username, accepted=accepted)
        return accepted


class Box(asyncssh.SFTPServer):
    """One user's folders as `/`; tells the boxes which files are still being written."""

    def __init__(self, channel: SftpChannel, boxes: Boxes) -> None:
        user = channel.get_extra_info("username")
        super().__init__(channel, chroot=os.fsencode(boxes.root(user)))
        self._being_written = boxes.being_written

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        opened = cast(IO[bytes], super().open(path, pflags, attrs))
        if pflags & FXF_WRITE:
            self._being_written.append(_inode(opened))
        return opened

    def close(self, file_obj: object) -> None:
        opened = cast(IO[bytes], file_obj)
        if _inode(opened) in self._being_written and opened.writable():
            self._being_written.remove(_inode(opened))
        opened.close()


def _inode(opened: IO[bytes]) -> int:
    return os.fstat(opened.fileno()).st_ino


class SftpServer:
    """Listens on one address; can go down and come back on the same port."""

    def __init__(
        self, key: asyncssh.SSHKey, passwords: Mapping[str, str], ledger: Ledger, boxes: Boxes
    ) -> None:
        self._key = key
        self._passwords = passwords
        self._ledger = ledger
        self._boxes = boxes
        self._listening: asyncssh.SSHAcceptor | None = None
        self._connections: set[asyncssh.SSHServerConnection] = set()

    async def listen(self, host: str, port: int) -> int:
        """The port that it got. Raises OSError when the port is taken."""
        self._listening = await asyncssh.listen(
            host,
            port,
            server_factory=lambda: Door(self._passwords, self._ledger),
            server_host_keys=[self._key],
            sftp_factory=lambda channel: Box(channel, self._boxes),
            acceptor=self._connections.add,
        )
        return self._listening.get_port()

    async def close(self) -> None:
        """Stops listening and drops whoever is connected."""
        if self._listening:
            self._listening.close()
            for connection in self._connections:
                connection.abort()
            self._connections.clear()
            await self._listening.wait_closed()
            self._listening = None
