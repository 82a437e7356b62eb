"""The wires of one process after the other: every request is numbered, and one goes wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.faults.fault import ProcessDiedError
from tests.faults.wires.wire_fault import WireFault, WireMode


class Wires:
    """`calls` names the requests of all processes as `service.operation`, in order."""

    def __init__(self, fault: WireFault | None = None) -> None:
        self.calls: list[str] = []
        self._fault = fault
        self._dead = False

    @contextmanager
    def attached(self) -> Iterator[None]:
        """Until the end every request of boto3 and paramiko comes by here."""
        from tests.faults.wires.aws_tap import AwsTap
        from tests.faults.wires.sftp_tap import SftpTap

        with pytest.MonkeyPatch.context() as patch, AwsTap(self).tapping(patch):
            SftpTap(self).tap(patch)
            yield

    def begin_process(self) -> None:
        self._dead = False

    def number(self, name: str) -> WireMode | None:
        """What is to befall this request. Raises ProcessDiedError in a process that is gone."""
        if self._dead:
            raise ProcessDiedError(name)
        self.calls.append(name)
        if self._fault is None or self._fault.number != len(self.calls):
            return None
        return self._fault.mode

    def break_off(self, mode: WireMode, error: Exception) -> None:
        """Raises `error`, or ends the process."""
        self._dead = mode.dies
        raise ProcessDiedError(mode) if mode.dies else error
