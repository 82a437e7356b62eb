"""One request to the API, and its answer."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

JSON = "application/json"
X12 = "application/edi-x12"

Progress = Callable[[int], None]
"""Told how many bytes have gone so far."""


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes that can be sent again from the beginning."""

    content: bytes
    kind: str
    progress: Progress | None = None

    def open(self) -> "_Counted":
        return _Counted(self.content, self.progress or (lambda _sent: None))


@dataclass(frozen=True, slots=True)
class Request:
    """`path` without the API's address. `once` names a POST, so that it is done once however often
    it is sent."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Body | None = None
    once: str | None = None

    @property
    def address(self) -> str:
        """The path with its query."""
        query = urlencode({name: value for name, value in self.query.items() if value})
        return f"{self.path}?{query}" if query else self.path


@dataclass(frozen=True, slots=True)
class Reply:
    """`headers` by their names in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> dict[str, Any]:
        """Raises ValueError when it is no JSON object."""
        value = json.loads(self.content)
        if not isinstance(value, dict):
            raise ValueError("no object")
        return value

    @property
    def request_id(self) -> str:
        return self.headers.get("x-request-id", "")


def get(path: str, **query: str) -> Request:
    return Request("GET", path, query)


def post_json(path: str, body: Mapping[str, object], **query: str) -> Request:
    return Request("POST", path, query, Body(json.dumps(body).encode(), JSON))


def named(template: str, **values: str) -> str:
    """A path with values of the person's: what they hold can't lead to another path."""
    return template.format(**{name: quote(value, safe="") for name, value in values.items()})


class _Counted:
    """A file of bytes that tells how far it was read."""

    def __init__(self, content: bytes, progress: Progress) -> None:
        self._content = memoryview(content)
        self._progress = progress
        self._sent = 0

    def read(self, size: int = -1) -> bytes:
        end = len(self._content) if size < 0 else self._sent + size
        chunk = bytes(self._content[self._sent : end])
        self._sent += len(chunk)
        self._progress(self._sent)
        return chunk
