"""A real SFTP server on loopback, in a thread, with the manners and faults that a test asks for."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TypeVar

import asyncssh

Result = TypeVar("Result")

USER, PASSWORD = "sample", "correct horse"


class Files(asyncssh.SFTPServer):
    """The files below `root`, as the client's whole world."""

    root: Path

    def __init__(self, channel: asyncssh.SSHServerChannel[bytes]) -> None:
        super().__init__(channel, chroot=str(self.root).encode())


class RunningServer:
    """`host_key` is the public key line; `passwords_tried` are those that reached the server."""

    def __init__(self, host_key: str, hang_up_on_password: bool) -> None:
        self.host_key = host_key
        self.hang_up_on_password = hang_up_on_password
        self.port = 0
        self.passwords_tried: list[str] = []
        self._connections: list[asyncssh.SSHServerConnection] = []
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)

    def start(self, key: asyncssh.SSHKey, files: type[Files] | None) -> None:
        self._thread.start()
        self._acceptor = self._run(self._listen(key, files))
        self.port = self._acceptor.get_port()

    def stop(self) -> None:
        """Cuts all connections and accepts no more."""
        if self._thread.is_alive():
            self._run(self._close())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def welcome(self, connection: asyncssh.SSHServerConnection) -> None:
        self._connections.append(connection)

    def _run(self, work: Coroutine[object, object, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _listen(
        self, key: asyncssh.SSHKey, files: type[Files] | None
    ) -> asyncssh.SSHAcceptor:
        return await asyncssh.create_server(
            lambda: _Door(self), "127.0.0.1", 0, server_host_keys=[key], sftp_factory=files
        )

    async def _close(self) -> None:
        self._acceptor.close()
        await self._acceptor.wait_closed()
        for connection in self._connections:
            connection.abort()
            await connection.wait_closed()


class _Door(asyncssh.SSHServer):
    def __init__(self, server: RunningServer) -> None:
        self._server = server

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connection = conn
        self._server.welcome(conn)

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        self._server.passwords_tried.append(password)
        if self._server.hang_up_on_password:
            self._connection.abort()
        return (username, password) == (USER, PASSWORD)


@contextmanager
def sftp_server(
    root: Path,
    files: type[Files] | None = Files,
    key_type: str = "ssh-ed25519",
    hang_up_on_password: bool = False,
) -> Iterator[RunningServer]:
    """Serves `root` until the block ends; `files` None offers no SFTP at all."""
    key = asyncssh.generate_private_key(key_type)
    server = RunningServer(key.export_public_key().decode().strip(), hang_up_on_password)
    server.start(key, files and type("FilesOfRoot", (files,), {"root": root}))
    try:
        yield server
    finally:
        server.stop()
