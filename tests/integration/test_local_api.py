"""The API over real HTTP, as the sandbox serves it."""

import http.client
import json
import socket
from collections.abc import Iterator

import pytest

import app
from chalicelib import wiring
from infra.sandbox import local_api
from infra.sandbox.local_api import serve_api
from tests.builders import ACCOUNT, PRACTICE
from tests.contract.races import race
from tests.functional.courier import House


@pytest.fixture
def connection() -> Iterator[http.client.HTTPConnection]:
    wiring.use(House().courier)
    server = serve_api(app.app, 0)
    yield http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
    server.stop()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/v2/batches"),
        ("GET", "/v1/batches/bat_1/claims/more"),
        ("OPTIONS", "/v1/batches"),
        ("TRACE", "/v1/batches"),
        ("PROPFIND", "/v1/batches"),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}])
def test_what_is_served_nowhere_is_a_problem(
    connection: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str]
) -> None:
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    assert (response.status, response.headers["Content-Type"]) == (404, "application/problem+json")
    assert json.loads(response.read())["code"] == "no-such-path"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_head_request_is_answered_without_a_body(connection: http.client.HTTPConnection) -> None:
    connection.request("HEAD", "/v1/batches")
    response = connection.getresponse()
    assert (response.status, response.read()) == (404, b"")


def test_a_client_that_stops_in_the_middle_is_left(
    connection: http.client.HTTPConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_api._QuietRequestHandler, "timeout", 0.1)
    with socket.create_connection((connection.host, connection.port), timeout=10) as client:
        client.sendall(b"GET /v1/batches HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        assert client.recv(100) == b""


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def server(house: House) -> Iterator[str]:
    wiring.use(house.courier)
    served = serve_api(app.app, 0)
    yield served.url.removeprefix("http://")
    served.stop()


def test_of_the_same_request_sent_at_the_same_moment_one_is_done(house: House, server: str) -> None:
    """All others are told to wait, or get what the first was answered."""
    key = house.courier.onboard.api_key((PRACTICE,))
    headers = {
        "Authorization": f"Bearer {key}",
        "Content-Type": "application/json",
        "Idempotency-Key": "order-1",
    }

    def resume(_: int) -> tuple[int, str | None, bytes]:
        client = http.client.HTTPConnection(server, timeout=20)
        body = json.dumps({"reason": "The line was mended."})
        client.request("POST", f"/v1/accounts/{ACCOUNT}/resume", body, headers)
        response = client.getresponse()
        return response.status, response.headers["Idempotency-Replayed"], response.read()

    answers = race(resume)
    done = [body for status, replayed, body in answers if status == 200 and not replayed]
    assert len(done) == 1
    assert all(body == done[0] for status, _, body in answers if status == 200)
    assert {status for status, *_ in answers} <= {200, 409}
    assert len(house.accounts.acts(ACCOUNT, 9, None).items) == 1
