"""The simulated clearinghouse as a whole: started, watched and disturbed from outside."""

import asyncio
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from infra.sandbox.clearinghouse.boxes import Boxes
from infra.sandbox.clearinghouse.config import ClearinghouseConfig
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.host_key import fingerprint, lasting_host_key, public_line
from infra.sandbox.clearinghouse.ledger import Ledger, Logins, Receipt
from infra.sandbox.clearinghouse.loop_thread import LoopThread
from infra.sandbox.clearinghouse.office_ally import OfficeAlly
from infra.sandbox.clearinghouse.server import SftpServer

ROUND_SECONDS = 0.05


class SimulatedClearinghouse:
    """A real SFTP server with Office Ally's manners; also a context manager.

    `host`, `host_key` (an OpenSSH public key line) and `host_key_fingerprint` (`SHA256:…`) hold
    from the beginning, `port` from `start` on. Every method may be called from any thread.
    """

    def __init__(self, config: ClearinghouseConfig) -> None:
        self._config = config
        self._leftovers = ExitStack()
        base = config.base_directory or Path(
            self._leftovers.enter_context(tempfile.TemporaryDirectory(prefix="clearinghouse-"))
        )
        self._boxes = Boxes(base, config.users)
        self._ledger = Ledger()
        self._passwords = {user.name: user.password for user in config.users}
        self._office_ally = OfficeAlly(
            config, self._boxes, self._ledger, FileIds(base / "ids.json")
        )
        key = lasting_host_key(base / "host_key")
        self._server = SftpServer(key, self._passwords, self._ledger, self._boxes)
        self.host = config.host
        self.port = config.port
        self.host_key = public_line(key)
        self.host_key_fingerprint = fingerprint(key)

    def start(self) -> None:
        """Listens and begins to pick up files. Raises OSError when the port is taken."""
        self._thread = LoopThread("clearinghouse")
        self._leftovers.callback(self._thread.stop)
        try:
            self.port = self._thread.call(self._server.listen(self.host, self.port))
        except OSError:
            self.stop()
            raise
        self._leftovers.callback(lambda: self._thread.call(self._server.close()))
        self._thread.call(self._begin_rounds())

    def stop(self) -> None:
        """Ends the server and its thread; answers not yet written are lost."""
        self._leftovers.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def set_password(self, user: str, password: str) -> None:
        """From now on only this password opens the door; who is inside stays."""
        self._passwords[user] = password

    def refuse_connections(self, refuse: bool) -> None:
        """True: SFTP is down, connections are dropped. False: back on the same port."""
        self._thread.call(self._server.close())
        if not refuse:
            self._thread.call(self._server.listen(self.host, self.port))

    def outbound(self, user: str) -> list[str]:
        """Names of the files that lie ready for the user, sorted."""
        return self._boxes.outbound(user)

    def put_outbound(self, user: str, name: str, content: bytes) -> None:
        """Lays any file into the user's outbound, at one stroke."""
        self._boxes.deliver(user, name, content)

    def receipts(self) -> tuple[Receipt, ...]:
        """Every file ever picked up, in order; what came twice is in it twice."""
        return self._ledger.receipts()

    @property
    def logins(self) -> Mapping[str, Logins]:
        """Accepted and refused passwords of each user name that was tried."""
        return self._ledger.logins

    async def _begin_rounds(self) -> None:
        self._rounds = asyncio.create_task(self._make_rounds())

    async def _make_rounds(self) -> None:
        at_work: set[asyncio.Task[None]] = set()
        while True:
            for picked_up in self._boxes.pick_up(self._config.pace.pick_up):
                task = asyncio.create_task(self._office_ally.work(picked_up))
                at_work.add(task)
                task.add_done_callback(at_work.discard)
            await asyncio.sleep(ROUND_SECONDS)
