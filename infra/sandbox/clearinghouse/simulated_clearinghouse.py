"""The simulated clearinghouse as a whole: started, watched and disturbed from outside."""

import asyncio
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from infra.sandbox.clearinghouse.back_office import BackOffice
from infra.sandbox.clearinghouse.boxes import Boxes
from infra.sandbox.clearinghouse.config import EVERYONE, ClearinghouseConfig
from infra.sandbox.clearinghouse.faults.entrance import Entrance
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.order import FaultOrder
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.host_key import fingerprint, lasting_host_key, public_line
from infra.sandbox.clearinghouse.ledger import Connections, Logins, Receipt, Transfer
from infra.sandbox.clearinghouse.loop_thread import LoopThread
from infra.sandbox.clearinghouse.premises import Premises
from infra.sandbox.clearinghouse.profiles.registry import PROFILES
from infra.sandbox.clearinghouse.rounds import Rounds
from infra.sandbox.clearinghouse.server import SftpServer


class SimulatedClearinghouse:
    """A real SFTP server with a clearinghouse's manners; also a context manager.

    `host`, `host_key` (an OpenSSH public key line) and `host_key_fingerprint` (`SHA256:…`) hold
    from the beginning, `port` from `start` on. Every method may be called from any thread; what is
    ordered of a running one holds when the call returns.
    """

    def __init__(self, config: ClearinghouseConfig) -> None:
        """Raises KeyError for an unknown profile."""
        self._leftovers = ExitStack()
        base = config.base_directory or Path(
            self._leftovers.enter_context(tempfile.TemporaryDirectory(prefix="clearinghouse-"))
        )
        self._build(config, base)
        self._thread: LoopThread | None = None
        self.config = config
        self.host = config.host
        self.port = config.port

    def start(self) -> None:
        """Listens and begins to pick up files. Raises OSError when the port is taken."""
        self._thread = thread = LoopThread("clearinghouse")
        self._leftovers.callback(thread.stop)
        try:
            self.port = thread.call(self._server.listen(self.host, self.port))
        except OSError:
            self.stop()
            raise
        self._leftovers.callback(lambda: thread.call(self._server.close()))
        thread.call(self._begin_rounds())

    def stop(self) -> None:
        """Ends the server and its thread; answers not yet written are lost."""
        self._leftovers.close()
        self._thread = None

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

    def step(self) -> None:
        """One round at once: collects, and lays out what is due by the clock."""
        if self._thread:
            self._thread.call(self._rounds.make_one(self.host, self.port))

    def set_password(self, user: str, password: str) -> None:
        """From now on only this password opens the door; who is inside stays."""
        self._entrance.set_password(user, password)

    def unlock(self, user: str) -> None:
        """Ends the lock of an account, as support does."""
        self._entrance.unlock(user)

    def switch_on(self, order: FaultOrder) -> None:
        self._office.faults.switch_on(order)
        self.step()

    def switch_off(self, fault: Fault, user: str = EVERYONE) -> None:
        """Without a user for all; what is locked stays locked."""
        self._office.faults.switch_off(fault, user)
        self.step()

    def faults(self) -> tuple[FaultOrder, ...]:
        """What was switched on and not off."""
        return self._office.faults.orders()

    def refuse_connections(self, refuse: bool) -> None:
        """True: SFTP is down, connections are dropped. False: back on the same port."""
        if refuse:
            self.switch_on(FaultOrder(Fault.CONNECTION_REFUSED))
        else:
            self.switch_off(Fault.CONNECTION_REFUSED)

    def pin(
        self, prefix: str, files: int = 1, user: str = EVERYONE, codes: tuple[str, ...] = ()
    ) -> None:
        """The scenario of the prefix for all claims of the next files. Raises KeyError,
        ValueError. `codes` are those of a front-end rejection.
        """
        self._office.script.pin(prefix, files, user, codes)

    def hold(self, user: str = EVERYONE) -> None:
        """Keeps answers back until the release."""
        self._office.script.hold(user)

    def release(self, user: str = EVERYONE) -> None:
        self._office.script.release(user)
        self.step()

    def acknowledge(self, user: str, wanted: bool) -> None:
        """Whether the account gets 999 and 277CA from now on."""
        self._office.script.acknowledge(user, wanted)

    def outbound(self, user: str) -> list[str]:
        """Names of the files that lie ready for the user, sorted."""
        return self._boxes.outbound(user)

    def put_outbound(self, user: str, name: str, content: bytes) -> None:
        """Lays any file into the user's outbound, at one stroke."""
        self._boxes.deliver(user, name, content)

    def receipts(self) -> tuple[Receipt, ...]:
        """Every file ever picked up, in order; what came twice is in it twice."""
        return self._office.ledger.receipts()

    def transfers(self) -> tuple[Transfer, ...]:
        """Everything that clients did with files, in order."""
        return self._office.ledger.transfers()

    @property
    def logins(self) -> Mapping[str, Logins]:
        """Accepted and refused passwords of each user, and of each name that was tried."""
        nobody = {user.name: Logins() for user in self.config.users}
        return nobody | dict(self._office.ledger.logins)

    @property
    def connections(self) -> Mapping[str, Connections]:
        """Of each user, and of each name that was tried."""
        nobody = {user.name: Connections() for user in self.config.users}
        return nobody | dict(self._office.ledger.connections)

    def _build(self, config: ClearinghouseConfig, base: Path) -> None:
        profile = PROFILES[config.profile]
        boxes = self._boxes = Boxes(base, config.users, profile)
        office = self._office = BackOffice(
            config.users,
            profile,
            config.timeline,
            ids=FileIds(base / "ids.json"),
            contact_name=config.contact_name,
        )
        entrance = self._entrance = Entrance(config.users, office.faults)
        premises = Premises(
            boxes, f"/{profile.outbound}", entrance, office.ledger, office.faults, config.clock
        )
        key, other_key = (lasting_host_key(base / name) for name in ("host_key", "other_host_key"))
        self.host_key, self.host_key_fingerprint = public_line(key), fingerprint(key)
        self._server = SftpServer(key, premises)
        self._rounds = Rounds(
            office, boxes, self._server, key, other_key, config.timeline.pick_up, config.clock
        )

    async def _begin_rounds(self) -> None:
        self._round_making = asyncio.create_task(self._rounds.make(self.host, self.port))
