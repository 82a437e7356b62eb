"""An SFTP client of the clearinghouse, as any integrator would write one."""

import io
import time
import zipfile
from collections.abc import Callable
from types import TracebackType
from typing import Self

import paramiko

from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse

PATIENCE = 10.0


def eventually(holds: Callable[[], bool]) -> None:
    """Polls until it holds; fails after a bounded time."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "did not come true in time"
        time.sleep(0.01)


class Visitor:
    """Logs in, puts files into inbound, reads outbound. Waits `timeout` seconds for an answer."""

    def __init__(
        self,
        clearinghouse: SimulatedClearinghouse,
        user: str,
        password: str,
        timeout: float = PATIENCE,
    ) -> None:
        self.transport = paramiko.Transport((clearinghouse.host, clearinghouse.port))
        try:
            self.transport.connect(username=user, password=password)
        except paramiko.SSHException:
            self.transport.close()
            raise
        sftp = self.transport.open_sftp_client()
        assert sftp is not None
        channel = sftp.get_channel()
        assert channel is not None
        channel.settimeout(timeout)
        self.sftp = sftp

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.transport.close()

    def submit(self, name: str, content: bytes) -> None:
        """Puts under a staged name without a keyword, then renames."""
        self.put("inbound/staged.tmp", content)
        self.sftp.rename("inbound/staged.tmp", f"inbound/{name}")

    def put(self, path: str, content: bytes) -> None:
        """Puts and confirms the size: only for names that are not taken at once."""
        self.sftp.putfo(io.BytesIO(content), path)

    def drop(self, path: str, content: bytes) -> None:
        """Puts without looking again: the file may be taken already."""
        self.sftp.putfo(io.BytesIO(content), path, confirm=False)

    def get(self, path: str) -> bytes:
        with self.sftp.open(path) as file:
            return file.read()

    def await_answers(self, count: int) -> dict[str, bytes]:
        """Name → content of what lies in outbound as soon as there are so many, zips opened."""
        eventually(lambda: len(self.sftp.listdir("outbound")) >= count)
        answers: dict[str, bytes] = {}
        for name in self.sftp.listdir("outbound"):
            answers[name] = self.get(f"outbound/{name}")
        return opened(answers)


def opened(answers: dict[str, bytes]) -> dict[str, bytes]:
    """The same answers with the members of every zip beside it."""
    members: dict[str, bytes] = {}
    for content in answers.values():
        if content.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(content)) as bundle:
                members |= {name: bundle.read(name) for name in bundle.namelist()}
    return answers | members
