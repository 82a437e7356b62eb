"""A file put at an address, over real HTTP."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from infra.cli.request import X12, Body
from infra.cli.trouble import Trouble, UnreachableTrouble
from infra.cli.upload import upload


@dataclass(slots=True)
class Store:
    """Takes what is put there, and answers with `status`."""

    url: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store()

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            store.headers = {name.lower(): value for name, value in self.headers.items()}
            store.content = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(store.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    store.url = f"http://127.0.0.1:{server.server_port}/uploads/upl_1"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield store
    server.shutdown()
    server.server_close()
    thread.join()


HEADERS = {
    "Content-Type": "application/edi-x12",
    "x-amz-checksum-sha256": "c",
    "Content-Length": "8",
}


def test_it_goes_with_the_headers_that_were_given_and_no_key(store: Store) -> None:
    gone: list[int] = []
    upload(store.url, HEADERS, Body(b"ISA*00*~", X12, gone.append))
    assert store.content == b"ISA*00*~"
    assert HEADERS.items() >= {name: store.headers[name.lower()] for name in HEADERS}.items()
    assert "authorization" not in store.headers
    assert gone[-1] == 8


@pytest.mark.parametrize(("status", "trouble"), [(503, UnreachableTrouble), (403, Trouble)])
def test_a_bad_answer_is_trouble(store: Store, status: int, trouble: type[Trouble]) -> None:
    store.status = status
    with pytest.raises(Trouble) as told:
        upload(store.url, HEADERS, Body(b"ISA*00*~", X12))
    assert type(told.value) is trouble
