"""moto's server on loopback, started and stopped within this process."""

import socket
from threading import Thread

from moto import backends
from moto.backends import get_backend
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import BaseWSGIServer, make_server

from infra.sandbox.embedded_aws import dynamodb_correction, s3_correction

LOOPBACK = "127.0.0.1"


class _QuietRequestHandler(MotoRequestHandler):
    # The protocol that AWS speaks; werkzeug ends each connection after its answer all the same.
    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


class EmbeddedAws:
    """One embedded AWS. moto keeps its state per process, so only one may run at a time.

    `start` forgets whatever an earlier one held. `port` 0 takes a free one.
    Raises OSError when the port is taken.
    """

    def __init__(self, port: int = 0) -> None:
        self._port = port
        self._server: BaseWSGIServer | None = None
        self._thread: Thread | None = None

    def start(self) -> str:
        """Serves; returns the endpoint's URL."""
        dynamodb_correction.apply()
        s3_correction.apply()
        _list_modules_once()
        get_backend("moto_api")["global"].reset()
        self._server = _bind(self._port)
        self._thread = Thread(
            target=self._server.serve_forever, args=(0.05,), name="embedded-aws", daemon=True
        )
        self._thread.start()
        return f"http://{LOOPBACK}:{self._server.port}"

    def stop(self) -> None:
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._server = None


def _list_modules_once() -> None:
    """moto looks at some two hundred folders for every request to tell whose it is."""
    modules = tuple(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: modules


def _bind(port: int) -> BaseWSGIServer:
    """Binds by ourselves: werkzeug would end the process on a taken port."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        listener.listen(128)
        return make_server(
            LOOPBACK,
            listener.getsockname()[1],
            DomainDispatcherApplication(create_backend_app),
            threaded=True,
            request_handler=_QuietRequestHandler,
            fd=listener.fileno(),
        )
