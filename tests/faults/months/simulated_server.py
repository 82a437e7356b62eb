"""The simulated clearinghouse's server in memory, with all its faults, by a clock that jumps.

What `infra/sandbox/clearinghouse` acts out over real SFTP is acted out here behind the port; the
judging is the same code. tests/contract holds both to what a mailbox is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from chalicelib.domain.account import Account, Credential
from chalicelib.domain.errors import (
    HostKeyChangedError,
    LoginRefusedError,
    MailboxUnreachableError,
    RenameRefusedError,
    TransferError,
)
from chalicelib.domain.evidence import Evidence, Probe, Sign
from chalicelib.domain.response import ListedFile
from infra.sandbox.clearinghouse.back_office import BackOffice
from infra.sandbox.clearinghouse.config import User
from infra.sandbox.clearinghouse.delivery import Delivery
from infra.sandbox.clearinghouse.faults.appearances import Appearances
from infra.sandbox.clearinghouse.faults.entrance import Entrance
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.transfers import Direction, Passage
from infra.sandbox.clearinghouse.profiles.office_ally import OFFICE_ALLY
from infra.sandbox.clearinghouse.timeline import Timeline
from tests.fakes import FixedClock
from tests.fakes.mailboxes import OTHER_KEY

TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Lying:
    """A file as it lies there; `at` is its modification time."""

    content: bytes
    at: datetime


class SimulatedServer:
    """All users' folders, by user and name.

    `delivered` is all that ever came into outbound. `refused` counts refused logins by user and
    by the version of the secret that was tried, `most_in_a_row` those between two good logins.
    """

    def __init__(
        self, users: Sequence[User], clock: FixedClock, timeline: Timeline = OFFICE_ALLY.timeline
    ) -> None:
        self.office = BackOffice(users, timeline=timeline)
        self.entrance = Entrance(users, self.office.faults)
        self.clock = clock
        self.inbound: dict[str, dict[str, Lying]] = defaultdict(dict)
        self.outbound: dict[str, dict[str, Lying]] = defaultdict(dict)
        self.delivered: list[Delivery] = []
        self.refused: Counter[tuple[str, str]] = Counter()
        self.most_in_a_row: Counter[tuple[str, str]] = Counter()
        self._in_a_row: dict[str, Counter[str]] = defaultdict(Counter)
        self._pick_up = timeline.pick_up

    def turn(self) -> None:
        """Takes what has lain still for long enough, and lays out what is due."""
        now = self.clock.now()
        for user, folder in self.inbound.items():
            for name in [name for name, file in folder.items() if now - file.at >= self._pick_up]:
                if self.office.submit(user, name, folder[name].content, now):
                    del folder[name]
        for delivery in self.office.step(now):
            self.delivered.append(delivery)
            self.outbound[delivery.user][delivery.name] = Lying(delivery.content, delivery.at)

    def suffers(self, fault: Fault, user: str) -> bool:
        return self.office.faults.strike(fault, user, self.clock.now()) is not None

    def reach(self, account: Account) -> tuple[Evidence, ...]:
        """Name, connection and host key, up to the first that fails."""
        faults, now = self.office.faults, self.clock.now()
        name = Evidence(Probe.NAME, Sign.GOOD)
        if faults.active_anywhere(Fault.CONNECTION_REFUSED, now):
            return name, Evidence(Probe.CONNECTION, Sign.FAILED)
        changed = faults.active_anywhere(Fault.HOST_KEY_CHANGED, now)
        key = Evidence(Probe.HOST_KEY, Sign.CHANGED if changed else Sign.GOOD)
        return name, Evidence(Probe.CONNECTION, Sign.GOOD), key

    @contextmanager
    def connect(self, account: Account, credential: Credential) -> Iterator["SimulatedMailbox"]:
        faults, now = self.office.faults, self.clock.now()
        if faults.active_anywhere(Fault.CONNECTION_REFUSED, now):
            raise MailboxUnreachableError("Nobody listens.")
        if faults.active_anywhere(Fault.HOST_KEY_CHANGED, now):
            words = "The server shows another key than the pinned one."
            raise HostKeyChangedError(words, OTHER_KEY)
        if not self.entrance.admit(account.user, credential.password, now):
            self._refuse(account.user, credential.version)
            raise LoginRefusedError("The server refused the login.")
        self._in_a_row[account.user].clear()
        yield SimulatedMailbox(self, account.user)

    def _refuse(self, user: str, version: str) -> None:
        self.refused[user, version] += 1
        row = self._in_a_row[user]
        row[version] += 1
        most = self.most_in_a_row[user, version]
        self.most_in_a_row[user, version] = max(most, row[version])


class SimulatedMailbox:
    """An open connection of one user; once it broke, nothing works on it any more."""

    def __init__(self, server: SimulatedServer, user: str) -> None:
        self._server = server
        self._user = user
        self._broken = False
        self._appearances = Appearances(server.office.faults, user)

    def put(self, path: str, content: bytes) -> None:
        folder, name = self._place(path)
        passed, error = self._pass(Direction.UPLOAD, content)
        folder[name] = Lying(content[:passed], self._server.clock.now())
        if error:
            raise error
        if self.size(path) != len(content):
            raise TransferError("put: the size is not what it should be.")

    def size(self, path: str) -> int | None:
        try:
            folder, name = self._place(path)
            return self._appearances.size(len(folder[name].content), self._server.clock.now())
        except (KeyError, TransferError):
            return None

    def rename(self, old: str, new: str) -> None:
        (source, source_name), (target, target_name) = self._place(old), self._place(new)
        for fault in (Fault.RENAME_UNSUPPORTED, Fault.RENAME_REFUSED):
            if self._server.suffers(fault, self._user):
                raise RenameRefusedError(f"rename: {fault}")
        if source_name not in source:
            raise TransferError("rename: there is no such file.")
        target[target_name] = replace(source.pop(source_name), at=self._server.clock.now())

    def remove(self, path: str) -> None:
        folder, name = self._place(path)
        if folder.pop(name, None) is None:
            raise TransferError("remove: there is no such file.")

    def listing(self, folder: str) -> tuple[ListedFile, ...]:
        files, _ = self._place(f"{folder}/")
        now = self._server.clock.now()
        shown = [
            self._listed(name, file, now)
            for name, file in files.items()
            if self._appearances.is_listed(int(file.at.timestamp()), now)
        ]
        return tuple(sorted(shown, key=lambda file: (file.modified_at, file.name)))

    def fetch(self, path: str) -> bytes:
        folder, name = self._place(path)
        if name not in folder or self._server.suffers(Fault.VANISHED_FILE, self._user):
            raise TransferError("fetch: there is no such file.")
        content = folder[name].content
        size = self.size(path)
        _, error = self._pass(Direction.DOWNLOAD, content)
        if error:
            raise error
        if size != len(content):
            raise TransferError("fetch: the size is not what it should be.")
        return content

    def _listed(self, name: str, file: Lying, now: datetime) -> ListedFile:
        seconds = self._appearances.modified(int(file.at.timestamp()), now)
        size = self._appearances.size(len(file.content), now)
        return ListedFile(name, size, datetime.fromtimestamp(seconds, UTC))

    def _place(self, path: str) -> tuple[dict[str, Lying], str]:
        """Raises MailboxUnreachableError on a broken connection, TransferError without a folder."""
        faults = self._server.office.faults
        if faults.active_anywhere(Fault.CONNECTION_REFUSED, self._server.clock.now()):
            self._broken = True
        if self._broken:
            raise MailboxUnreachableError("The connection is broken.")
        folder, _, name = path.lstrip("/").rpartition("/")
        profile = self._server.office.profile
        folders = {profile.inbound: self._server.inbound, profile.outbound: self._server.outbound}
        try:
            return folders[folder][self._user], name
        except KeyError:
            raise TransferError(f"There is no folder {folder}.") from None

    def _pass(self, direction: Direction, content: bytes) -> tuple[int, Exception | None]:
        """How many bytes got through, and what stopped the others."""
        passage = Passage(self._server.office.faults, self._user, direction)
        now = self._server.clock.now()
        if passage.seconds_for(len(content), now) > TIMEOUT_SECONDS:
            return 0, self._break("too slow")
        broken = passage.break_within(0, len(content), now)
        if broken is None:
            return len(content), None
        if broken.order.fault is Fault.DISK_FULL:
            return broken.passed, TransferError("No space left on device.")
        return broken.passed, self._break(broken.order.fault)

    def _break(self, why: str) -> MailboxUnreachableError:
        self._broken = True
        return MailboxUnreachableError(why)
