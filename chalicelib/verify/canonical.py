"""Canonical JSON: one way only to write a value, so that no byte can change unnoticed."""

import hashlib
import json
from typing import Any

from chalicelib.verify.findings import Fault, FaultyFileError

Json = dict[str, Any]


def parse(content: bytes) -> Json:
    """The object in a file. Raises FaultyFileError unless it is written in the one right way."""
    try:
        value = json.loads(content.decode("ascii"))
    except (ValueError, RecursionError):
        raise FaultyFileError(Fault.UNREADABLE, "this is not JSON in ASCII") from None
    if not isinstance(value, dict) or write(value) != content:
        raise FaultyFileError(Fault.NOT_CANONICAL, "this is not how a statement is written")
    return value


def write(value: Json) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
