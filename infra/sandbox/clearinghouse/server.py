"""The SFTP server itself."""

from collections.abc import Sequence

import asyncssh

from infra.sandbox.clearinghouse.box import Box
from infra.sandbox.clearinghouse.door import Door
from infra.sandbox.clearinghouse.premises import Premises


class SftpServer:
    """Listens on one address; can go down and come back on the same port, with another key."""

    def __init__(self, key: asyncssh.SSHKey, premises: Premises) -> None:
        self._keys: Sequence[asyncssh.SSHKey] = [key]
        self._premises = premises
        self._listening: asyncssh.SSHAcceptor | None = None
        self._connections: set[asyncssh.SSHServerConnection] = set()

    @property
    def is_listening(self) -> bool:
        return self._listening is not None

    async def listen(self, host: str, port: int) -> int:
        """The port that it got. Raises OSError when the port is taken."""
        self._listening = await asyncssh.listen(
            host,
            port,
            server_factory=lambda: Door(self._premises),
            server_host_keys=self._keys,
            sftp_factory=lambda channel: Box(channel, self._premises),
            acceptor=self._connections.add,
        )
        return self._listening.get_port()

    def show(self, key: asyncssh.SSHKey) -> None:
        """From the next connection on this is the host key."""
        self._keys = [key]
        if self._listening:
            self._listening.update(server_host_keys=self._keys)

    async def close(self) -> None:
        """Stops listening and drops whoever is connected."""
        if self._listening:
            self._listening.close()
            for connection in self._connections:
                connection.abort()
            self._connections.clear()
            await self._listening.wait_closed()
            self._listening = None
