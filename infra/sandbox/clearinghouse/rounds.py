"""What the clearinghouse does again and again while its server runs."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import asyncssh

from infra.sandbox.clearinghouse.back_office import BackOffice
from infra.sandbox.clearinghouse.boxes import Boxes
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.server import SftpServer

ROUND_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Rounds:
    """Collects what lies in inbound, lays out what is due, and minds the server's own faults."""

    office: BackOffice
    boxes: Boxes
    server: SftpServer
    key: asyncssh.SSHKey
    other_key: asyncssh.SSHKey
    rest: timedelta
    clock: Callable[[], datetime]
    _at_work: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def make(self, host: str, port: int) -> None:
        """Rounds without end, with a short rest between two."""
        while True:
            await self.make_one(host, port)
            await asyncio.sleep(ROUND_SECONDS)

    async def make_one(self, host: str, port: int) -> None:
        """Never two at the same time. Raises OSError when the port was taken meanwhile."""
        async with self._at_work:
            now = self.clock()
            await self._mind_server(host, port, now)
            files = self.boxes.pick_up(self.rest, now, lambda user: self.office.collects(user, now))
            for file in files:
                self.office.receive(file, now)
            for delivery in self.office.step(now):
                self.boxes.lay(delivery)

    async def _mind_server(self, host: str, port: int, now: datetime) -> None:
        faults = self.office.faults
        changed = faults.active_anywhere(Fault.HOST_KEY_CHANGED, now)
        self.server.show(self.other_key if changed else self.key)
        refused = faults.active_anywhere(Fault.CONNECTION_REFUSED, now)
        if refused and self.server.is_listening:
            await self.server.close()
        elif not refused and not self.server.is_listening:
            await self.server.listen(host, port)
