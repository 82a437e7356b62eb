"""The clearinghouse's control over HTTP, for people and for programs in other languages."""

import json
from datetime import datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self

from infra.sandbox.clearinghouse.control_desk import ControlDesk, Json

LOOPBACK = "127.0.0.1"


class ControlRequestHandler(BaseHTTPRequestHandler):
    """GET /<question>; POST /<order> with its values as a JSON object, answered 204 or 400."""

    def __init__(self, desk: ControlDesk, *request: Any) -> None:  # noqa: ANN401 - as the base has it
        self._desk = desk
        super().__init__(*request)

    def do_GET(self) -> None:
        question = self._desk.questions.get(self.path[1:])
        if question:
            self._answer(question())
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        order = self._desk.orders.get(self.path[1:])
        if not order:
            self.send_error(404)
            return
        try:
            order(**self._values())
        except (ValueError, KeyError, TypeError) as error:
            self.send_error(400, explain=str(error))
            return
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _values(self) -> Json:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        return dict(json.loads(body)) if body else {}

    def _answer(self, content: Json) -> None:
        body = json.dumps(content, default=_plain).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class ControlDoor:
    """Serves a desk on loopback from entering to leaving. Raises OSError when the port is taken."""

    def __init__(self, desk: ControlDesk, port: int = 0) -> None:
        handler = partial(ControlRequestHandler, desk)
        self._server = ThreadingHTTPServer((LOOPBACK, port), handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
