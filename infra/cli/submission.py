"""Handing in a file."""

import sys
from pathlib import Path
from typing import Any

from infra.cli.progress import progress
from infra.cli.request import X12, Body, Request
from infra.cli.session import Session
from infra.cli.trouble import UsageTrouble


def submit(session: Session) -> dict[str, Any] | None:
    """The batch that the file has become; None in a dry run.

    The gateway knows a file by its content: sent again, it is answered with the same batch.
    """
    options = session.options
    content = _content(options.file)
    query = {"practice_id": session.practice_id, "account_id": session.account_id}
    with progress(session.terminal, Path(options.file).name, len(content)) as advance:
        body = Body(content, X12, lambda sent: advance(sent, "sent"))
        return session.effect(Request("POST", "/v1/batches", query, body, options.once or None))


def _content(name: str) -> bytes:
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UsageTrouble(f"{name} can't be read: {error.strerror}") from None
    if not content:
        raise UsageTrouble(f"{name} is empty.")
    return content
