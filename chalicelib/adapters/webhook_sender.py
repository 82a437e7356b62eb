"""Webhooks by HTTP, to public addresses only.

The name is looked up once, every address that it leads to is judged, and the connection goes to
the very address that was judged: a name that leads elsewhere a moment later changes nothing.
"""

import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from threading import Event as Flag
from threading import Timer

from chalicelib.domain.errors import NotDeliveredError
from chalicelib.domain.webhooks.delivery import DeliveryProblem, Reply
from chalicelib.domain.webhooks.target import Target, may_be_called, target_of

SECONDS = 15.0
"""For everything together, however slowly the endpoint speaks."""

Resolve = Callable[[str, int], list[str]]


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a name. Raises OSError when there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


@cache
def public_trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@dataclass(frozen=True, slots=True)
class HttpWebhookSender:
    """`loopback` lets this machine through: for a sandbox alone."""

    loopback: bool = False
    seconds: float = SECONDS
    resolve: Resolve = resolved
    trust: Callable[[], ssl.SSLContext] = public_trust

    def check(self, url: str) -> None:
        target_of(url, loopback=self.loopback)

    def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        target = target_of(url, loopback=self.loopback)
        address = self._address(target)
        too_late = Flag()
        with ExitStack() as undo:
            try:
                return self._exchange(target, address, headers, body, too_late, undo)
            except (OSError, HTTPException, ValueError) as error:
                raise NotDeliveredError(_problem(error, too_late)) from error

    def _address(self, target: Target) -> str:
        """One that may be called; where one of them may not be, none is."""
        try:
            addresses = self.resolve(target.host, target.port)
        except (OSError, UnicodeError):
            raise NotDeliveredError(DeliveryProblem.NO_SUCH_HOST) from None
        judged = [may_be_called(ip_address(each), loopback=self.loopback) for each in addresses]
        if not judged or not all(judged):
            raise NotDeliveredError(DeliveryProblem.ADDRESS_NOT_ALLOWED)
        return addresses[0]

    def _exchange(
        self,
        target: Target,
        address: str,
        headers: Mapping[str, str],
        body: bytes,
        too_late: Flag,
        undo: ExitStack,
    ) -> Reply:
        """The body of the answer is of no interest and left unread."""
        plain = socket.create_connection((address, target.port), timeout=self.seconds)
        undo.callback(plain.close)
        # The socket itself is given away when TLS begins; its duplicate is the same connection.
        same = undo.enter_context(plain.dup())
        undo.callback(_hang_up_after(self.seconds, same, too_late).cancel)
        connection = self._connection(target)
        undo.callback(connection.close)
        connection.sock = self._secured(plain, target, undo)
        connection.request("POST", target.path, body, dict(headers))
        answer = connection.getresponse()
        return Reply(answer.status, answer.getheader("Retry-After"))

    def _connection(self, target: Target) -> HTTPConnection:
        """It gets its socket from us and opens none by itself."""
        host, port, seconds = target.host, target.port, self.seconds
        connection: HTTPConnection
        if target.secure:
            # Without a context it would make one, and read all certificates, for each message.
            connection = HTTPSConnection(host, port, timeout=seconds, context=self.trust())
        else:
            connection = HTTPConnection(host, port, timeout=seconds)
        connection.auto_open = 0
        return connection

    def _secured(self, plain: socket.socket, target: Target, undo: ExitStack) -> socket.socket:
        if not target.secure:
            return plain
        return undo.enter_context(self.trust().wrap_socket(plain, server_hostname=target.host))


def _hang_up_after(seconds: float, connected: socket.socket, too_late: Flag) -> Timer:
    """A time-out of the socket begins anew with every byte; this one does not."""

    def hang_up() -> None:
        too_late.set()
        with suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    return timer


def _problem(error: Exception, too_late: Flag) -> DeliveryProblem:
    if too_late.is_set() or isinstance(error, TimeoutError):
        return DeliveryProblem.TIMED_OUT
    if isinstance(error, ssl.SSLCertVerificationError):
        return DeliveryProblem.BAD_CERTIFICATE
    is_silence = isinstance(error, OSError) and not isinstance(error, HTTPException)
    return DeliveryProblem.UNREACHABLE if is_silence else DeliveryProblem.NOT_HTTP
