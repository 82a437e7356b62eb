"""A client of the API, as anybody could write it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

import urllib3

TIMEOUT_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ApiClient:
    """`url` without a slash at its end."""

    url: str
    key: str
    _pool: urllib3.PoolManager = field(default_factory=urllib3.PoolManager, repr=False)

    def get(self, path: str, **query: str) -> Reply:
        return self._send("GET", _with_query(path, query))

    def post(self, path: str, content: bytes | None = None, **query: str) -> Reply:
        """Sends an X12 file, or nothing."""
        return self._send("POST", _with_query(path, query), content)

    def post_json(self, path: str, body: Mapping[str, object], key: str | None = None) -> Reply:
        """`key` names the request, so that sending it again does nothing more."""
        named = {} if key is None else {"Idempotency-Key": key}
        return self._send("POST", path, json.dumps(body).encode(), "application/json", named)

    def _send(
        self,
        method: str,
        path: str,
        content: bytes | None = None,
        content_type: str = "application/edi-x12",
        more_headers: Mapping[str, str] = MappingProxyType({}),
    ) -> Reply:
        headers = {"Authorization": f"Bearer {self.key}", **more_headers}
        if content is not None:
            headers["Content-Type"] = content_type
        response = self._pool.request(
            method,
            self.url + path,
            body=content,
            headers=headers,
            timeout=TIMEOUT_SECONDS,
            retries=False,
        )
        lower = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status, lower, json.loads(response.data))


def _with_query(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
