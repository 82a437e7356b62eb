"""The app's HTTP API on a loopback port, by Chalice's local server."""

import errno

from chalice.app import Chalice
from chalice.config import Config
from chalice.local import (
    ChaliceRequestHandler,
    LocalChalice,
    LocalDevServer,
    create_local_server,
)

from infra.cloud.template import chalice_config
from infra.sandbox.loopback import LOOPBACK, ServedInThread
from infra.sandbox.running_function import running

API_HANDLER = "app.app"


class PortTakenError(Exception):
    """Something else listens on the port."""


class _QuietRequestHandler(ChaliceRequestHandler):
    # Head and body are written apart; waiting to join them would cost 40 ms a request.
    disable_nagle_algorithm = True

    def handle(self) -> None:
        with running(API_HANDLER):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        pass


def serve_api(app: Chalice, port: int) -> ServedInThread:
    """Serves `app`; port 0 takes a free one. Raises PortTakenError."""
    config = chalice_config(app)
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


def _keep_requests_apart(app: Chalice, config: Config) -> None:
    """Chalice gives the app a request per thread when it makes its server, which works once."""
    if not isinstance(app, LocalChalice):
        create_local_server(app, config, LOOPBACK, 0).server.server_close()
