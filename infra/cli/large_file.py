"""A file that is too large for a request: announced, put at its address, taken in from there."""

import hashlib
from dataclasses import replace

from infra.cli.api import TRIES
from infra.cli.progress import Advance
from infra.cli.request import X12, Body, named, post_json
from infra.cli.session import Session
from infra.cli.trouble import Trouble, UnreachableTrouble
from infra.cli.waiting import Waiting
from infra.cli.words import Told

PAUSE = 2.0
"""Seconds between two looks."""
_BECAUSE = {
    "other_size": "what came has another size than the file",
    "other_content": "what came is not the file",
    "batch_of_another_practice": "it was handed in for another practice before",
}


def submit_large(
    session: Session, content: bytes, advance: Advance, waiting: Waiting
) -> Told | None:
    """The batch that the file has become; None in a dry run."""
    announced: dict[str, object] = {
        "practice_id": session.practice_id,
        "account_id": session.account_id,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    request = post_json("/v1/uploads", announced)
    asked = session.effect(replace(request, once=session.options.once or None))
    if asked is None:
        return None
    _put(session, asked["put"], Body(content, X12, lambda sent: advance(sent, "sent")))
    path = named("/v1/uploads/{upload}", upload=asked["upload_id"])
    shown: Told = asked
    while shown["state"] == "awaiting":
        advance(len(content), "being taken in")
        waiting.pause(
            PAUSE,
            f"The file was sent and is not taken in yet ({asked['upload_id']}).",
            "Handed in again, it is the same batch.",
        )
        shown = waiting.look(path) or shown
    return session.api.get(named("/v1/batches/{batch}", batch=_batch_id(shown)))


def _put(session: Session, put: Told, body: Body) -> None:
    """Harmless however often: the address takes nothing but this file."""
    for tries in range(1, TRIES + 1):
        try:
            return session.upload(put["url"], put["headers"], body)
        except UnreachableTrouble:
            if tries == TRIES:
                raise
            session.sleep(2.0 ** (tries - 1))
    raise AssertionError("the last try returns or raises")


def _batch_id(shown: Told) -> str:
    if shown["state"] == "received":
        return str(shown["batch_id"])
    why = _BECAUSE.get(shown["problem"], shown["problem"] or shown["state"])
    raise Trouble(f"The file was not taken in: {why}.", f"Upload: {shown['upload_id']}")
