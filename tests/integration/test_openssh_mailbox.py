"""The mailbox's contract, held against OpenSSH's server as a second real peer."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from chalicelib.adapters.sftp_mailbox import SftpMailboxes
from infra.bench.openssh_server import NOBODY, openssh_server, why_not
from tests.builders import an_account
from tests.contract.sftp_server import USER
from tests.contract.test_mailboxes import (
    OTHER_KEY,
    Clearinghouse,
    TestCollecting,
    TestConnecting,
    TestSending,
    mailbox,
)

__all__ = ["TestCollecting", "TestConnecting", "TestSending", "mailbox"]

REASON = why_not()
pytestmark = pytest.mark.skipif(REASON is not None, reason=str(REASON))


@pytest.fixture
def clearinghouse() -> Iterator[Clearinghouse]:
    with openssh_server() as server:

        def put_out(name: str, content: bytes, modified_at: datetime) -> None:
            path = server.home / "outbound" / name
            path.write_bytes(content)
            os.chown(path, NOBODY, NOBODY)
            os.utime(path, (modified_at.timestamp(), modified_at.timestamp()))

        def content(path: str) -> bytes | None:
            lying_there = server.home / path
            return lying_there.read_bytes() if lying_there.exists() else None

        yield Clearinghouse(
            SftpMailboxes(timeout=5),
            an_account(port=server.port, user=USER, host_key=server.host_key),
            put_out,
            content,
            server.stop,
            lambda account: replace(account, host_key=OTHER_KEY),
        )
