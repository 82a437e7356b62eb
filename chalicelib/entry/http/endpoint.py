"""The frame around every view: authenticate, call, turn the result or the error into an answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from chalice.app import Blueprint, Request, Response
from pydantic import BaseModel

from chalicelib import wiring
from chalicelib.entry.http.authentication import Caller, caller_of
from chalicelib.entry.http.problems import bad_request, internal_error, problem_of
from chalicelib.observability import log_failure

_SAFE_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True)
class Call:
    """One authenticated request."""

    request: Request
    caller: Caller
    courier: wiring.Courier

    def query(self, name: str) -> str | None:
        values: Mapping[str, str] = self.request.query_params or {}
        return values.get(name)

    def address(self, path: str) -> str:
        """A path of this API as it is reached from outside, behind API Gateway's stage."""
        stage, _, _ = str(self.request.context.get("path", "")).partition("/v1/")
        return stage + path

    def required(self, name: str) -> str:
        """Raises the bad-request problem when the query parameter is missing."""
        value = self.query(name)
        if not value:
            raise bad_request(f"Name the {name} as a query parameter: ?{name}=...")
        return value


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is a model, or JSON text that is handed on as it is."""

    body: BaseModel | str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


View = Callable[..., Answer]


def endpoint(
    blueprint: Blueprint, method: str, path: str, content_types: list[str] | None = None
) -> Callable[[View], View]:
    """Register a view `(call, **path values) -> Answer` under a method and path."""

    def register(view: View) -> View:
        def handle(**path_values: str) -> Response:
            return _respond(blueprint.current_request, view, path_values)

        # Chalice names the route's handler after the function; each must have its own.
        handle.__name__ = view.__name__
        options = {"content_types": content_types} if content_types else {}
        blueprint.route(path, methods=[method], **options)(handle)
        return view

    return register


def _respond(request: Request, view: View, path_values: dict[str, str]) -> Response:
    request_id = str(getattr(request.lambda_context, "aws_request_id", ""))
    try:
        courier = wiring.courier()
        call = Call(request, caller_of(request, courier.authenticate), courier)
        answer = view(call, **path_values)
    except Exception as error:  # noqa: BLE001 - the edge: nothing may leave as a bare traceback
        problem = problem_of(error)
        if problem is None:
            log_failure("request failed", error, request_id=request_id)
            problem = internal_error()
        return problem.response(request_id)
    return Response(
        body=_told(answer.body),
        status_code=answer.status,
        headers={
            "Content-Type": "application/json",
            "X-Request-Id": request_id,
            **_SAFE_HEADERS,
            **answer.headers,
        },
    )


def _told(body: BaseModel | str) -> object:
    return body if isinstance(body, str) else body.model_dump(mode="json")
