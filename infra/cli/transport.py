"""Requests over HTTP, by Python's own library: no redirects, and proxies as in the environment,
but none between here and this machine."""

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from functools import cached_property
from http import HTTPStatus
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    build_opener,
)
from urllib.request import Request as UrlRequest

from infra.cli.address import is_loopback
from infra.cli.request import Body, Reply, Request

USER_AGENT = "courier"


class BrokenConnection(Exception):  # noqa: N818 - what it is called where it happens
    """No answer came; whether anything was done is not known."""


class Transport(Protocol):
    def send(self, request: Request) -> Reply:
        """Whatever is answered, good or not. Raises BrokenConnection."""


class _NoRedirects(HTTPRedirectHandler):
    """The key is for one address only."""

    def redirect_request(self, *_: object) -> None:
        return None


def _opener(address: str) -> OpenerDirector:
    """A proxy would be sent what goes to this machine in the clear, the key too."""
    proxies = ProxyHandler({} if is_loopback(address) else None)
    encrypted = HTTPSHandler(context=ssl.create_default_context())
    return build_opener(_NoRedirects(), proxies, encrypted)


@dataclass(frozen=True)
class HttpTransport:
    """`timeout` is in seconds, for each read and write."""

    api_url: str
    key: str = field(repr=False)
    timeout: float = 60.0

    @cached_property
    def _opener(self) -> OpenerDirector:
        return _opener(self.api_url)

    def send(self, request: Request) -> Reply:
        return _answered(self._opener, self._prepared(request), self.timeout)

    def _prepared(self, request: Request) -> UrlRequest:
        body = request.body
        headers = {"Authorization": f"Bearer {self.key}", "User-Agent": USER_AGENT}
        if body is not None:
            headers |= {"Content-Type": body.kind, "Content-Length": str(len(body.content))}
        elif request.method == "POST":
            headers["Content-Type"] = "application/json"
        if request.once is not None:
            headers["Idempotency-Key"] = request.once
        data = body.open() if body else None
        url = self.api_url + request.address
        return UrlRequest(url, data, headers, method=request.method)  # noqa: S310 - checked


def fetched(address: str, timeout: float = 60.0) -> bytes:
    """What lies at an address, without a key. Raises BrokenConnection, for a bad answer too."""
    reply = _answered(_opener(address), UrlRequest(address), timeout)  # noqa: S310 - checked
    if reply.status != HTTPStatus.OK:
        raise BrokenConnection(f"answered with {reply.status}")
    return reply.content


def put(address: str, headers: Mapping[str, str], body: Body, timeout: float = 60.0) -> int:
    """Sends the body to an address, without a key: the status of the answer. Raises
    BrokenConnection."""
    request = UrlRequest(address, body.open(), dict(headers), method="PUT")  # noqa: S310 - checked
    return _answered(_opener(address), request, timeout).status


def _answered(opener: OpenerDirector, request: UrlRequest, timeout: float) -> Reply:
    """Raises BrokenConnection."""
    try:
        with opener.open(request, timeout=timeout) as response:
            return Reply(response.status, _lower(response.headers), response.read())
    except HTTPError as error:
        with error:
            return Reply(error.code, _lower(error.headers), error.read())
    except URLError as error:
        raise BrokenConnection(str(error.reason)) from None
    except (OSError, http.client.HTTPException) as error:
        raise BrokenConnection(str(error) or type(error).__name__) from None


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
