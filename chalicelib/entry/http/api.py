"""The HTTP API: all of its routes."""

from chalice.app import Chalice

from chalicelib.entry.http import (
    accounts,
    audit_log,
    batches,
    claims,
    closures,
    completeness,
    documentation,
    drills,
    events,
    keys,
    practices,
    remittances,
    responses,
    statements,
    transmissions,
    uploads,
    users,
    webhooks,
    worklist,
)
from chalicelib.entry.http.endpoint import blueprint_of
from chalicelib.entry.http.guard import guard
from chalicelib.entry.http.route import JSON, Route

ROUTES: tuple[Route, ...] = (
    *batches.ROUTES,
    *uploads.ROUTES,
    *claims.ROUTES,
    *responses.ROUTES,
    *remittances.ROUTES,
    *worklist.ROUTES,
    *transmissions.ROUTES,
    *accounts.ROUTES,
    *statements.ROUTES,
    *practices.ROUTES,
    *keys.ROUTES,
    *users.ROUTES,
    *audit_log.ROUTES,
    *events.ROUTES,
    *webhooks.ROUTES,
    *completeness.ROUTES,
    *drills.ROUTES,
    *closures.ROUTES,
    *documentation.ROUTES,
)
BINARY_TYPES = sorted({*remittances.FILE_TYPES, *closures.EXPORT_TYPES} - {JSON})


def serve(app: Chalice) -> None:
    """The app answers all routes from now on, within the guard."""
    app.api.binary_types += BINARY_TYPES
    app.register_middleware(guard, "http")
    app.register_blueprint(blueprint_of(ROUTES))
