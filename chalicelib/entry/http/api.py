"""The HTTP API as Chalice serves it."""

from typing import cast

from chalice.app import Chalice

from chalicelib.entry.http.content_types import BINARY_TYPES
from chalicelib.entry.http.endpoint import blueprint_of
from chalicelib.entry.http.guard import guard
from chalicelib.entry.http.route import Route
from chalicelib.entry.http.route_table import Methods, RouteTable


def serve(app: Chalice) -> None:
    """The app answers all routes from now on, within the guard."""

    def register(routes: tuple[Route, ...]) -> None:
        app.register_blueprint(blueprint_of(routes))

    app.api.binary_types += BINARY_TYPES
    app.register_middleware(guard, "http")
    # Chalice would have a dict; it only looks things up.
    app.routes = cast(dict[str, Methods], RouteTable(register))
