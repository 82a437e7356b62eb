"""A recorder between the use cases and the world: numbers every call and makes some go wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from typing import Any, TypeVar, cast

from chalicelib.domain.account import Account, Credential
from chalicelib.domain.errors import CourierError, MailboxUnreachableError
from chalicelib.domain.ports import Mailboxes
from chalicelib.wiring import Courier, Ports
from tests.faults.fault import PARTED, Fault, Mode, ProcessDiedError

Answer = TypeVar("Answer")
Operation = Callable[..., Any]
Interruption = Callable[[], None]

NOT_A_CALL = frozenset({"clock", "entropy", "upload_places"})
"""Ports that ask nobody."""

_NONE: Mapping[str, Any] = {}


class Recorder:
    """Numbers the calls of all processes from 1 and makes those with a fault go wrong.

    `calls` names them as `port.operation`. Before a call that has one an interruption runs, after
    each effect `after_each`: the world goes on while a process works.
    """

    def __init__(self, faults: Iterable[Fault], interruptions: Mapping[int, Interruption]) -> None:
        self.calls: list[str] = []
        self.after_each: Interruption = _nothing
        self.disturb(faults, interruptions)

    def disturb(self, faults: Iterable[Fault], interruptions: Mapping[int, Interruption]) -> None:
        """These and no others, from now on."""
        self._interruptions = interruptions
        self._faults = {fault.number: fault for fault in faults}

    def record(self, name: str) -> Fault | None:
        """The fault that is due at this call, if any."""
        self.calls.append(name)
        number = len(self.calls)
        if number in self._interruptions:
            self._interruptions[number]()
        return self._faults.get(number)


class DiesAfter(Recorder):
    """The process ends after its first call of this name."""

    def __init__(self, call: str) -> None:
        super().__init__([], {})
        self._call = call

    def record(self, name: str) -> Fault | None:
        super().record(name)
        last = Fault(len(self.calls), Mode.DIES_AFTER, ProcessDiedError)
        return last if name == self._call else None


class Process:
    """One process; once it died nothing that it still does reaches the world."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._dead = False

    def call(
        self,
        name: str,
        effect: Callable[..., Answer],
        arguments: Sequence[Any] = (),
        named: Mapping[str, Any] = _NONE,
    ) -> Answer:
        """What the effect answers; or, where a fault is due, its error after so much of it."""
        if self._dead:
            raise ProcessDiedError(name)
        fault = self._recorder.record(name)
        if fault is None:
            answer = effect(*arguments, **named)
            self._recorder.after_each()
            return answer
        if fault.mode.completes:
            with suppress(CourierError) if fault.mode.dies else nullcontext():
                effect(*arguments, **named)
        elif fault.mode.halves and name in PARTED:
            _do_half(effect, arguments)
        self._recorder.after_each()
        self._dead = fault.mode.dies
        raise fault.error(f"{name}: {fault}")


class RecordedPort:
    """A port whose every operation goes through the recorder."""

    def __init__(self, process: Process, name: str, port: object) -> None:
        self._process = process
        self._name = name
        self._port = port

    def __getattr__(self, operation: str) -> Operation:
        name = f"{self._name}.{operation}"
        method: Operation = getattr(self._port, operation)

        def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            return self._process.call(name, method, arguments, named)

        return call


class RecordedMailbox(RecordedPort):
    """An open connection; once it broke, nothing reaches the server through it any more."""

    def __init__(self, process: Process, port: object) -> None:
        super().__init__(process, "mailbox", port)
        self._broken = False

    def __getattr__(self, operation: str) -> Operation:
        recorded = super().__getattr__(operation)

        def call(*arguments: Any) -> Any:  # noqa: ANN401
            if self._broken:
                raise MailboxUnreachableError("The connection is broken.")
            try:
                return recorded(*arguments)
            except MailboxUnreachableError:
                self._broken = True
                raise

        return call


class RecordedMailboxes:
    def __init__(self, process: Process, mailboxes: Mailboxes) -> None:
        self._process = process
        self._mailboxes = mailboxes

    @contextmanager
    def connect(self, account: Account, credential: Credential) -> Iterator[RecordedMailbox]:
        with ExitStack() as connections:
            connection = self._mailboxes.connect(account, credential)
            enter = connections.enter_context
            mailbox = self._process.call("mailboxes.connect", enter, [connection])
            yield RecordedMailbox(self._process, mailbox)


class RecordedPorts:
    """All ports of one process, each made when somebody first wants it."""

    def __init__(self, process: Process, ports: Ports) -> None:
        self._process = process
        self._ports = ports

    def __getattr__(self, name: str) -> object:
        port = getattr(self._ports, name)
        if name == "mailboxes":
            port = RecordedMailboxes(self._process, port)
        elif name not in NOT_A_CALL:
            port = RecordedPort(self._process, name, port)
        setattr(self, name, port)
        return port


def recorded_courier(ports: Ports, recorder: Recorder) -> Courier:
    """The use cases of one new process, over the stores as they are."""
    return Courier(cast(Ports, RecordedPorts(Process(recorder), ports)))


def _nothing() -> None:
    """Where the world stands still meanwhile."""


def _do_half(method: Operation, arguments: Sequence[Any]) -> None:
    """All PARTED calls have what they write as their last argument."""
    *others, parts = arguments
    method(*others, _first_half(parts))


def _first_half(parts: bytes | Iterable[object]) -> bytes | list[object]:
    if isinstance(parts, bytes):
        return parts[: len(parts) // 2]
    listed = list(parts)
    return listed[: len(listed) // 2]
