"""Which module declares the routes of which paths.

A request needs one of them and a cold start should not wait for all (ADR 49): each is loaded when
one of its paths is first asked for.
"""

from importlib import import_module

from chalicelib.entry.http.route import Route

MODULES = {
    "/v1/batches": "batches",
    "/v1/uploads": "uploads",
    "/v1/claims": "claims",
    "/v1/responses": "responses",
    "/v1/remittances": "remittances",
    "/v1/worklist": "worklist",
    "/v1/transmissions": "transmissions",
    "/v1/accounts": "accounts",
    "/v1/statements": "statements",
    "/v1/accounts/{account_id}/statements": "statements",
    "/v1/practices": "practices",
    "/v1/keys": "keys",
    "/v1/users": "users",
    "/v1/emergencies": "users",
    "/v1/audit": "audit_log",
    "/v1/events": "events",
    "/v1/webhooks": "webhooks",
    "/v1/accounts/{account_id}/era_completeness": "completeness",
    "/v1/accounts/{account_id}/drills": "drills",
    "/v1/accounts/{account_id}/closure": "closures",
    "/openapi.json": "documentation",
    "/docs": "documentation",
    "/problems": "documentation",
}
"""By what the paths begin with; the longest decides. The description of the API has this order."""


def module_of(path: str) -> str | None:
    """The module that declares the path, if there is one."""
    begun = [start for start in MODULES if f"{path}/".startswith(f"{start}/")]
    return MODULES[max(begun, key=len)] if begun else None


def routes_of(module: str) -> tuple[Route, ...]:
    """Loads the module."""
    routes: tuple[Route, ...] = import_module(f"chalicelib.entry.http.{module}").ROUTES
    return routes
