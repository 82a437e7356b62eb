"""Between paramiko and the SFTP server, at the single request of the protocol."""

from typing import Any

import paramiko
import pytest
from paramiko.sftp import CMD_CLOSE, CMD_NAMES, CMD_WRITE

from tests.faults.fault import ProcessDiedError
from tests.faults.wires.wire_fault import WireMode
from tests.faults.wires.wires import Wires

GONE = EOFError("The connection is gone.")


class SftpTap:
    """A request that goes wrong takes its connection with it."""

    def __init__(self, wires: Wires) -> None:
        self._wires = wires
        self._due: WireMode | None = None
        self._awaits_answer = False
        self._connect = paramiko.SSHClient.connect
        self._ask: Any = paramiko.SFTPClient._request  # type: ignore[attr-defined]
        self._send: Any = paramiko.SFTPClient._async_request  # type: ignore[attr-defined]

    def tap(self, patch: pytest.MonkeyPatch) -> None:
        tap = self

        def connect(client: Any, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
            tap._connected(client, *arguments, **named)

        def ask(client: Any, kind: int, *parts: Any) -> Any:  # noqa: ANN401
            return tap._asked(client, kind, *parts)

        def send(client: Any, file: Any, kind: int, *parts: Any) -> Any:  # noqa: ANN401
            return tap._sent(client, file, kind, *parts)

        patch.setattr(paramiko.SSHClient, "connect", connect)
        patch.setattr(paramiko.SFTPClient, "_request", ask)
        patch.setattr(paramiko.SFTPClient, "_async_request", send)

    def _connected(self, client: paramiko.SSHClient, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
        due = self._wires.number("ssh.connect")
        if due is None or due.completes:
            self._connect(client, *arguments, **named)
        if due:
            client.close()
            self._wires.break_off(due, GONE)

    def _asked(self, client: Any, kind: int, *parts: Any) -> Any:  # noqa: ANN401
        """A request that is answered before anything else is done: it is sent by `_sent`, too."""
        self._awaits_answer = True
        try:
            answer = self._ask(client, kind, *parts)
        finally:
            self._awaits_answer = False
        self._break(client)
        return answer

    def _sent(self, client: Any, file: Any, kind: int, *parts: Any) -> Any:  # noqa: ANN401
        due = self._due = self._number(kind)
        if due in (WireMode.FAIL_BEFORE, WireMode.DIES_BEFORE):
            self._break(client)
        if due and due.halves and kind == CMD_WRITE:
            *place, data = parts
            parts = (*place, bytes(data)[: len(data) // 2])
        number = self._send(client, file, kind, *parts)
        if not self._awaits_answer:
            self._break(client)
        return number

    def _number(self, kind: int) -> WireMode | None:
        """Files that nobody holds any more close themselves, also when the process has died."""
        try:
            return self._wires.number(f"sftp.{CMD_NAMES[kind]}")
        except ProcessDiedError:
            if kind == CMD_CLOSE:
                raise GONE from None
            raise

    def _break(self, client: Any) -> None:  # noqa: ANN401
        due, self._due = self._due, None
        if due:
            client.get_channel().get_transport().close()
            self._wires.break_off(due, GONE)
