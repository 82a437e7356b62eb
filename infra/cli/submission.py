"""Handing in a file."""

import sys
from pathlib import Path

from infra.cli.large_file import submit_large
from infra.cli.progress import Advance, progress
from infra.cli.request import X12, Body, Request
from infra.cli.session import Session
from infra.cli.trouble import UsageTrouble
from infra.cli.waiting import Waiting
from infra.cli.words import Told

ADVISED_BODY = 1_000_000
"""Bytes that the API advises for a request, which has 29 seconds; it takes more (docs/api.md)."""


def submit(session: Session, waiting: Waiting) -> Told | None:
    """The batch that the file has become; None in a dry run.

    The gateway knows a file by its content: sent again, it is answered with the same batch.
    """
    options = session.options
    content = _content(options.file)
    with progress(session.terminal, Path(options.file).name, len(content)) as advance:
        if len(content) > ADVISED_BODY:
            return submit_large(session, content, advance, waiting)
        return _submit_small(session, content, advance)


def _submit_small(session: Session, content: bytes, advance: Advance) -> Told | None:
    query = {"practice_id": session.practice_id, "account_id": session.account_id}
    body = Body(content, X12, lambda sent: advance(sent, "sent"))
    once = session.options.once or None
    return session.effect(Request("POST", "/v1/batches", query, body, once))


def _content(name: str) -> bytes:
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UsageTrouble(f"{name} can't be read: {error.strerror}") from None
    if not content:
        raise UsageTrouble(f"{name} is empty.")
    return content
