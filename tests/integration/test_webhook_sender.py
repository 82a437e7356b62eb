"""The sender of webhooks against real servers on this machine, good and bad."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from chalicelib.adapters.webhook_sender import HttpWebhookSender
from chalicelib.domain.errors import NotDeliveredError, UnusableUrlError
from chalicelib.domain.webhooks.delivery import DeliveryProblem, Reply

HEADERS = {"webhook-id": "evt_1", "Content-Type": "application/json"}
BODY = b'{"id":"evt_1"}'
SHORT = 0.5


class Server:
    """Takes one connection after the other; `talk` gets each with what came on it."""

    def __init__(self, talk: Callable[[socket.socket], None]) -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self._talk = talk
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            with connection, suppress(OSError):
                self._talk(connection)

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)


@contextmanager
def serving(talk: Callable[[socket.socket], None]) -> Iterator[Server]:
    server = Server(talk)
    try:
        yield server
    finally:
        server.close()


@contextmanager
def answering(answer: bytes) -> Iterator[Server]:
    def talk(connection: socket.socket) -> None:
        server.requests.append(_request(connection))
        connection.sendall(answer)

    with serving(talk) as server:
        yield server


def _request(connection: socket.socket) -> bytes:
    received = b""
    while not received.endswith(BODY):
        some = connection.recv(65536)
        if not some:
            break
        received += some
    return received


def send(server: Server, path: str = "/hook?a=1", seconds: float = 5) -> Reply:
    sender = HttpWebhookSender(loopback=True, seconds=seconds)
    return sender.send(f"http://127.0.0.1:{server.port}{path}", HEADERS, BODY)


def problem_of(server: Server, seconds: float = 5) -> str:
    with pytest.raises(NotDeliveredError) as raised:
        send(server, seconds=seconds)
    return raised.value.problem


def test_the_message_arrives_as_it_is() -> None:
    with answering(b"HTTP/1.1 204 No Content\r\n\r\n") as server:
        assert send(server) == Reply(204)
    (request,) = server.requests
    head, _, body = request.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /hook?a=1 HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{server.port}".encode() in head
    assert b"webhook-id: evt_1" in head
    assert body == BODY


def test_an_answer_that_asks_for_time_is_passed_on() -> None:
    with answering(b"HTTP/1.1 503 Busy\r\nRetry-After: 120\r\n\r\n") as server:
        assert send(server) == Reply(503, "120")


def test_a_redirection_is_not_followed() -> None:
    with answering(b"HTTP/1.1 204 OK\r\n\r\n") as elsewhere:
        location = f"Location: http://127.0.0.1:{elsewhere.port}/\r\n".encode()
        with answering(b"HTTP/1.1 302 Found\r\n" + location + b"\r\n") as server:
            assert send(server) == Reply(302)
        assert elsewhere.connections == 0


def test_an_endless_answer_is_left_unread() -> None:
    def talk(connection: socket.socket) -> None:
        _request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with serving(talk) as server:
        assert send(server) == Reply(200)


def test_an_endless_head_is_an_error() -> None:
    def talk(connection: socket.socket) -> None:
        _request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        while True:
            connection.sendall(b"x" * 65536)

    with serving(talk) as server:
        assert problem_of(server) == DeliveryProblem.NOT_HTTP


def silent_until(release: threading.Event) -> Callable[[socket.socket], None]:
    def talk(_connection: socket.socket) -> None:
        release.wait(10)

    return talk


def test_who_says_nothing_is_left_in_time() -> None:
    release = threading.Event()
    with serving(silent_until(release)) as server:
        assert problem_of(server, SHORT) == DeliveryProblem.TIMED_OUT
        release.set()


def test_who_speaks_byte_by_byte_is_left_in_time() -> None:
    """Each byte comes before the time-out of a single read."""
    release = threading.Event()

    def talk(connection: socket.socket) -> None:
        while not release.wait(SHORT / 10):
            connection.sendall(b"H")

    with serving(talk) as server:
        try:
            assert problem_of(server, SHORT) == DeliveryProblem.TIMED_OUT
        finally:
            release.set()


@pytest.mark.parametrize("answer", [b"220 mail.example.com ESMTP\r\n", b"\x00\x01\x02\r\n\r\n"])
def test_what_is_no_http_is_an_error(answer: bytes) -> None:
    with answering(answer) as server:
        assert problem_of(server) == DeliveryProblem.NOT_HTTP


def test_who_hangs_up_without_a_word_gave_no_answer() -> None:
    with answering(b"") as server:
        assert problem_of(server) in {DeliveryProblem.NOT_HTTP, DeliveryProblem.UNREACHABLE}


def test_nobody_there() -> None:
    with answering(b"") as server:
        pass
    assert problem_of(server) == DeliveryProblem.UNREACHABLE


def test_without_the_sandbox_s_setting_this_machine_is_never_called() -> None:
    with answering(b"HTTP/1.1 204 OK\r\n\r\n") as server:
        url = f"https://localhost:{server.port}/"
        with pytest.raises(NotDeliveredError) as raised:
            HttpWebhookSender().send(url, HEADERS, BODY)
        assert raised.value.problem == DeliveryProblem.ADDRESS_NOT_ALLOWED
        with pytest.raises(UnusableUrlError):
            HttpWebhookSender().send(f"https://127.0.0.1:{server.port}/", HEADERS, BODY)
    assert server.connections == 0


@pytest.mark.parametrize(
    "leads_to",
    [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:169.254.169.254"], ["fd00:ec2::254"], []],
)
def test_a_name_that_leads_into_some_network_is_not_called(leads_to: list[str]) -> None:
    """One such address among others is enough: which one would be called is not ours to guess."""
    sender = HttpWebhookSender(resolve=lambda _host, _port: leads_to)
    with pytest.raises(NotDeliveredError) as raised:
        sender.send("https://hook.example.com/", HEADERS, BODY)
    assert raised.value.problem == DeliveryProblem.ADDRESS_NOT_ALLOWED


def test_a_name_without_an_address() -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise socket.gaierror

    with pytest.raises(NotDeliveredError) as raised:
        HttpWebhookSender(resolve=resolve).send("https://nowhere.example/", HEADERS, BODY)
    assert raised.value.problem == DeliveryProblem.NO_SUCH_HOST


def test_the_name_is_looked_up_once_and_the_judged_address_is_called() -> None:
    """A second look could lead elsewhere: that is how guards are got around."""
    looks: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        looks.append(host)
        return ["127.0.0.1"] if len(looks) == 1 else ["10.0.0.1"]

    with answering(b"HTTP/1.1 204 OK\r\n\r\n") as server:
        sender = HttpWebhookSender(loopback=True, resolve=resolve)
        assert sender.send(f"http://localhost:{server.port}/", HEADERS, BODY) == Reply(204)
    assert looks == ["localhost"]


def test_by_tls_to_whom_the_certificate_names(tmp_path: Path) -> None:
    with tls_server(tmp_path, "localhost") as (server, trust):
        sender = HttpWebhookSender(loopback=True, trust=lambda: trust)
        assert sender.send(f"https://localhost:{server.port}/", HEADERS, BODY) == Reply(204)


def test_whom_to_trust_is_looked_up_once_and_not_for_each_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading all certificates of the machine takes longer than sending."""
    looked_up: list[ssl.SSLContext] = []
    monkeypatch.setattr(
        ssl.SSLContext, "load_default_certs", lambda context, *_: looked_up.append(context)
    )
    with tls_server(tmp_path, "localhost") as (server, trust):
        sender = HttpWebhookSender(loopback=True, trust=lambda: trust)
        assert sender.send(f"https://localhost:{server.port}/", HEADERS, BODY) == Reply(204)
    assert looked_up == []


def test_not_to_whom_the_certificate_does_not_name(tmp_path: Path) -> None:
    with tls_server(tmp_path, "other.example.com") as (server, trust):
        sender = HttpWebhookSender(loopback=True, trust=lambda: trust)
        with pytest.raises(NotDeliveredError) as raised:
            sender.send(f"https://localhost:{server.port}/", HEADERS, BODY)
    assert raised.value.problem == DeliveryProblem.BAD_CERTIFICATE
    assert server.requests == []


def test_not_to_whom_nobody_vouches_for(tmp_path: Path) -> None:
    sender = HttpWebhookSender(loopback=True)
    with (
        tls_server(tmp_path, "localhost") as (server, _),
        pytest.raises(NotDeliveredError) as raised,
    ):
        sender.send(f"https://localhost:{server.port}/", HEADERS, BODY)
    assert raised.value.problem == DeliveryProblem.BAD_CERTIFICATE


def test_who_delays_tls_is_left_in_time() -> None:
    release = threading.Event()
    with serving(silent_until(release)) as server:
        with pytest.raises(NotDeliveredError) as raised:
            HttpWebhookSender(loopback=True, seconds=SHORT).send(
                f"https://localhost:{server.port}/", HEADERS, BODY
            )
        release.set()
    assert raised.value.problem == DeliveryProblem.TIMED_OUT


@contextmanager
def tls_server(folder: Path, name: str) -> Iterator[tuple[Server, ssl.SSLContext]]:
    certificate = _certificate(folder, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def talk(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            server.requests.append(_request(secured))
            secured.sendall(b"HTTP/1.1 204 OK\r\n\r\n")

    with serving(talk) as server:
        yield server, ssl.create_default_context(cafile=str(certificate))


def _certificate(folder: Path, name: str) -> Path:
    """Of a day, for `name` alone, signed by itself; key and certificate in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "server.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path
