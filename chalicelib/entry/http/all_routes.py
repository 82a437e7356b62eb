"""All routes of the API, for whoever describes or tests it: loads everything."""

from chalicelib.entry.http.resources import MODULES, routes_of
from chalicelib.entry.http.route import Route

ROUTES: tuple[Route, ...] = tuple(
    route for module in dict.fromkeys(MODULES.values()) for route in routes_of(module)
)
