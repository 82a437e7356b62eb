"""HTTP servers of this process on loopback ports."""

from http.server import HTTPServer
from threading import Thread

LOOPBACK = "127.0.0.1"


class ServedInThread:
    """A server that is bound already, serving in a thread of its own until stopped."""

    def __init__(self, name: str, server: HTTPServer) -> None:
        self._server = server
        self._thread = Thread(target=server.serve_forever, args=(0.05,), name=name, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
