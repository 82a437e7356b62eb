"""Uploads beside OpenSSH's own `sftp`, connecting included, to the same server in turns.

The server is OpenSSH's where this machine can start it, else the simulated clearinghouse.
"""

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from chalicelib.adapters.sftp_mailbox import SftpMailboxes
from chalicelib.domain.account import Account, AccountMode, Credential
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Mailbox
from infra.bench.figures import Figure
from infra.bench.openssh_server import PASSWORD, USER, openssh_server, why_not
from infra.sandbox.clearinghouse.config import ClearinghouseConfig, User
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse

LARGE = 50_000_000
FILES, SMALL = 200, 4_096
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class _Server:
    host: str
    port: int
    host_key: str


def measure() -> list[Figure]:
    """Empty, with a word on standard output, where there is no `sftp`."""
    if shutil.which("sftp") is None:
        print("OpenSSH's sftp is not installed: uploads are not compared")
        return []
    with tempfile.TemporaryDirectory() as name, _server() as server:
        folder = Path(name)
        return [*_large(server, folder), *_small(server, folder)]


def _large(server: _Server, folder: Path) -> Iterator[Figure]:
    content = os.urandom(LARGE)
    (folder / "large").write_bytes(content)
    theirs, ours = _in_turns(
        lambda: _sftp(server, folder, f"put {folder}/large inbound/theirs\n"),
        lambda: _mailbox(server, lambda mailbox: mailbox.put("inbound/ours", content)),
    )
    megabytes = LARGE / 1_000_000
    limit = f"at least OpenSSH's {megabytes / theirs:,.0f} MB/s"
    yield Figure("upload of 50 MB", megabytes / ours, "MB/s", limit)


def _small(server: _Server, folder: Path) -> Iterator[Figure]:
    content = os.urandom(SMALL)
    (folder / "small").write_bytes(content)
    names = [f"inbound/{number}" for number in range(FILES)]

    def put_all(mailbox: Mailbox) -> None:
        for name in names:
            mailbox.put(f"{name}.ours", content)

    commands = "".join(f"put {folder}/small {name}.theirs\n" for name in names)
    theirs, ours = _in_turns(
        lambda: _sftp(server, folder, commands), lambda: _mailbox(server, put_all)
    )
    limit = f"at least OpenSSH's {FILES / theirs:,.0f}/s"
    yield Figure(f"upload of {FILES} files of 4 KB", FILES / ours, "files/s", limit)


def _in_turns(theirs: Callable[[], None], ours: Callable[[], None]) -> tuple[float, float]:
    """The median of some rounds each: what else the machine does strikes both alike."""
    seconds: dict[Callable[[], None], list[float]] = {theirs: [], ours: []}
    for _ in range(ROUNDS):
        for upload in (theirs, ours):
            began = time.perf_counter()
            upload()
            seconds[upload].append(time.perf_counter() - began)
    return statistics.median(seconds[theirs]), statistics.median(seconds[ours])


def _mailbox(server: _Server, work: Callable[[Mailbox], None]) -> None:
    account = Account(
        account_id=AccountId("acc_bench"),
        practice_ids=(),
        clearinghouse="office_ally",
        mode=AccountMode.TEST,
        host=server.host,
        port=server.port,
        user=USER,
        host_key=server.host_key,
        submitter_id="BENCH",
    )
    credential = Credential(PASSWORD, "bench", datetime.now(UTC))
    with SftpMailboxes().connect(account, credential) as mailbox:
        work(mailbox)


def _sftp(server: _Server, folder: Path, commands: str) -> None:
    """The password reaches `sftp` through the program that it asks for it."""
    known, asked, batch = folder / "known_hosts", folder / "ask", folder / "batch"
    known.write_text(f"[{server.host}]:{server.port} {server.host_key}\n")
    asked.write_text('#!/bin/sh\necho "$SFTP_PASSWORD"\n')
    asked.chmod(0o700)
    batch.write_text(commands)
    options = (
        f"UserKnownHostsFile={known}",
        "PreferredAuthentications=password",
        "NumberOfPasswordPrompts=1",
        "BatchMode=no",
    )
    command = ["sftp", "-q", "-F", "none", *(word for each in options for word in ("-o", each))]
    command += ["-P", str(server.port), "-b", str(batch), f"{USER}@{server.host}"]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "SSH_ASKPASS": str(asked),
        "SSH_ASKPASS_REQUIRE": "force",
        "SFTP_PASSWORD": PASSWORD,
    }
    subprocess.run(  # noqa: S603 - our own arguments
        command, env=environment, check=True, capture_output=True, stdin=subprocess.DEVNULL
    )


@contextmanager
def _server() -> Iterator[_Server]:
    if why_not() is None:
        with openssh_server() as openssh:
            yield _Server("127.0.0.1", openssh.port, openssh.host_key)
        return
    config = ClearinghouseConfig((User(USER, PASSWORD),))
    with SimulatedClearinghouse(config) as simulated:
        yield _Server(simulated.host, simulated.port, simulated.host_key)
