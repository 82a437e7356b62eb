"""A clearinghouse's SFTP server in memory, with failures to order."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.account import Account, Credential
from chalicelib.domain.errors import (
    HostKeyChangedError,
    LoginRefusedError,
    MailboxError,
    MailboxUnreachableError,
    TransferError,
)
from chalicelib.domain.evidence import Evidence, Probe, Sign
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.response import ListedFile
from tests.builders import MORNING

OTHER_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBjXlCCcYH31sHrYRQeGQnwE0I6P3pZHSbVX1nqXgx2R"
"""What a server shows that was exchanged."""


class Moment(StrEnum):
    """When an ordered failure strikes; midway leaves half the bytes of a put."""

    BEFORE = "before"
    MIDWAY = "midway"
    AFTER = "after"


class Killed(BaseException):
    """The visitor's process ends here; no handler of ours may see it."""


@dataclass(slots=True)
class OrderedFailure:
    operation: str
    calls_left: int
    moment: Moment
    error: type[MailboxError]


@dataclass(slots=True)
class RemoteFile:
    content: bytes
    modified_at: datetime


@dataclass(slots=True)
class FakeClearinghouse:
    """What one account sees. The switches and `password` may be changed at any time.

    `password` None lets every password in. `logins` and `refused` count what reached the server.
    What is in `meanwhile` happens once, right before the next call of the operation named.
    """

    password: str | None = None
    down: bool = False
    shows_other_host_key: bool = False
    dies_at_login: bool = False
    logins: int = 0
    refused: int = 0
    folders: dict[str, dict[str, RemoteFile]] = field(
        default_factory=lambda: {"inbound": {}, "outbound": {}}
    )
    failures: list[OrderedFailure] = field(default_factory=list)
    meanwhile: dict[str, Callable[[], object]] = field(default_factory=dict)

    @property
    def inbound(self) -> dict[str, bytes]:
        """The contents that lie in inbound, by name."""
        return {name: file.content for name, file in self.folders["inbound"].items()}

    def pick_up(self, name: str) -> bytes:
        """Takes a file over, as a clearinghouse does: it is gone from inbound."""
        return self.folders["inbound"].pop(name).content

    def put_out(self, name: str, content: bytes, modified_at: datetime = MORNING) -> None:
        self.folders["outbound"][name] = RemoteFile(content, modified_at)

    def fail(
        self,
        operation: str,
        nth: int = 1,
        moment: Moment = Moment.BEFORE,
        error: type[MailboxError] = MailboxUnreachableError,
    ) -> None:
        """Orders a failure at the `nth` call of a Mailbox method from now on."""
        self.failures.append(OrderedFailure(operation, nth, moment, error))

    def due(self, operation: str) -> OrderedFailure | None:
        """The failure that this call of an operation meets, if any."""
        due = None
        for failure in [one for one in self.failures if one.operation == operation]:
            failure.calls_left -= 1
            if failure.calls_left == 0:
                self.failures.remove(failure)
                due = failure
        return due

    def admit(self, credential: Credential) -> None:
        if self.down:
            raise MailboxUnreachableError("The server is down.")
        if self.shows_other_host_key:
            words = "The server shows another key than the pinned one."
            raise HostKeyChangedError(words, OTHER_KEY)
        if self.dies_at_login:
            raise Killed
        if self.password not in (None, credential.password):
            self.refused += 1
            raise LoginRefusedError("The server refused the login.")
        self.logins += 1


class FakeMailbox:
    """Behaves as the real one; after a broken connection nothing works on it any more."""

    def __init__(self, server: FakeClearinghouse) -> None:
        self._server = server
        self._broken = False

    def put(self, path: str, content: bytes) -> None:
        with self._call("put") as failure:
            folder, name = self._split(path)
            if failure and failure.moment is Moment.MIDWAY:
                content = content[: len(content) // 2]
            folder[name] = RemoteFile(content, MORNING)

    def size(self, path: str) -> int | None:
        with self._call("size"):
            try:
                return len(self._file(*self._split(path)).content)
            except TransferError:
                return None

    def rename(self, old: str, new: str) -> None:
        with self._call("rename"):
            source, source_name = self._split(old)
            target, target_name = self._split(new)
            target[target_name] = self._file(source, source_name)
            del source[source_name]

    def remove(self, path: str) -> None:
        with self._call("remove"):
            folder, name = self._split(path)
            self._file(folder, name)
            del folder[name]

    def listing(self, folder: str) -> tuple[ListedFile, ...]:
        with self._call("listing"):
            files = self._folder(folder).items()
            listed = [ListedFile(name, len(f.content), f.modified_at) for name, f in files]
            return tuple(sorted(listed, key=lambda file: (file.modified_at, file.name)))

    def fetch(self, path: str) -> bytes:
        with self._call("fetch"):
            return self._file(*self._split(path)).content

    @contextmanager
    def _call(self, operation: str) -> Iterator[OrderedFailure | None]:
        self._server.meanwhile.pop(operation, lambda: None)()
        if self._broken or self._server.down:
            raise MailboxUnreachableError("The connection is broken.")
        failure = self._server.due(operation)
        if failure and failure.moment is Moment.BEFORE:
            self._strike(failure)
        yield failure
        if failure:
            self._strike(failure)

    def _strike(self, failure: OrderedFailure) -> None:
        self._broken = issubclass(failure.error, MailboxUnreachableError)
        raise failure.error(f"{failure.operation} failed to order")

    def _split(self, path: str) -> tuple[dict[str, RemoteFile], str]:
        folder, _, name = path.strip("/").rpartition("/")
        return self._folder(folder), name

    def _folder(self, name: str) -> dict[str, RemoteFile]:
        try:
            return self._server.folders[name.strip("/")]
        except KeyError:
            raise TransferError(f"There is no folder {name}.") from None

    def _file(self, folder: dict[str, RemoteFile], name: str) -> RemoteFile:
        try:
            return folder[name]
        except KeyError:
            raise TransferError("There is no such file.") from None


class FakeMailboxes:
    """One server per account, made on first use."""

    def __init__(self) -> None:
        self.servers: dict[AccountId, FakeClearinghouse] = {}

    def server(self, account_id: AccountId) -> FakeClearinghouse:
        return self.servers.setdefault(account_id, FakeClearinghouse())

    @contextmanager
    def connect(self, account: Account, credential: Credential) -> Iterator[FakeMailbox]:
        server = self.server(account.account_id)
        server.admit(credential)
        yield FakeMailbox(server)


@dataclass(slots=True)
class FakeProber:
    """Climbs the ladder at the servers of `mailboxes`."""

    mailboxes: FakeMailboxes

    def connect(
        self, account: Account, credential: Credential
    ) -> AbstractContextManager[FakeMailbox]:
        return self.mailboxes.connect(account, credential)

    def reach(self, account: Account) -> tuple[Evidence, ...]:
        server = self.mailboxes.server(account.account_id)
        name = Evidence(Probe.NAME, Sign.GOOD)
        if server.down:
            return name, Evidence(Probe.CONNECTION, Sign.FAILED)
        key = Sign.CHANGED if server.shows_other_host_key else Sign.GOOD
        return name, Evidence(Probe.CONNECTION, Sign.GOOD), Evidence(Probe.HOST_KEY, key)
