"""The app's HTTP API on a loopback port, by Chalice's local server."""

import errno
import json
from http import HTTPStatus
from uuid import uuid4

from chalice.app import Chalice
from chalice.config import Config
from chalice.local import (
    ChaliceRequestHandler,
    LocalChalice,
    LocalDevServer,
    LocalGatewayException,
    create_local_server,
)

from chalicelib.entry.http.guard import SAFE_HEADERS
from chalicelib.entry.http.problem_types import NO_SUCH_PATH
from chalicelib.entry.http.problems import Problem
from chalicelib.entry.model import build_all
from infra.cloud.template import chalice_config
from infra.sandbox.loopback import LOOPBACK, ServedInThread
from infra.sandbox.running_function import running

API_HANDLER = "app.app"


class PortTakenError(Exception):
    """Something else listens on the port."""


class _QuietRequestHandler(ChaliceRequestHandler):
    # Head and body are written apart; waiting to join them would cost 40 ms a request.
    disable_nagle_algorithm = True
    # A client that stops in the middle of a request is left: as long as API Gateway waits at most.
    timeout = 29

    def handle(self) -> None:
        with running(API_HANDLER):
            super().handle()

    def _send_error_response(self, error: LocalGatewayException) -> None:
        """As API Gateway answers for the deployed template (infra/cloud/api.yaml)."""
        self._send_problem()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A method that no path has is a path that does not exist."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._send_problem()
        else:
            super().send_error(code, message, explain)

    def _send_problem(self) -> None:
        # A body that nobody has read would be taken for the next request.
        self.close_connection = True
        response = Problem(NO_SUCH_PATH).response(str(uuid4()))
        headers = {**SAFE_HEADERS, **response.headers, "Connection": "close"}
        body = None if self.command == "HEAD" else json.dumps(response.body).encode()
        self._send_http_response(response.status_code, headers, body)

    do_OPTIONS = do_HEAD = _send_problem  # noqa: N815 - as Python's own server calls them

    def log_message(self, format: str, *args: object) -> None:
        pass


def serve_api(app: Chalice, port: int) -> ServedInThread:
    """Serves `app`; port 0 takes a free one. Raises PortTakenError."""
    config = chalice_config(app)
    _load_all(app)
    _keep_requests_apart(app, config)
    try:
        server = LocalDevServer(app, config, LOOPBACK, port, handler_cls=_QuietRequestHandler)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise PortTakenError(
            f"port {port} is taken: stop what listens there, or choose another with PORT=…"
        ) from error
    return ServedInThread("local-api", server.server)


def _load_all(app: Chalice) -> None:
    """Before there are threads: neither the table of routes nor pydantic takes a lock."""
    list(app.routes)
    build_all()


def _keep_requests_apart(app: Chalice, config: Config) -> None:
    """Chalice gives the app a request per thread when it makes its server, which works once."""
    if not isinstance(app, LocalChalice):
        create_local_server(app, config, LOOPBACK, 0).server.server_close()
