"""One request as views see it, and what they answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from chalice.app import Request
from pydantic import BaseModel

from chalicelib import wiring
from chalicelib.domain.access.caller import Caller
from chalicelib.domain.account import Account
from chalicelib.entry.http.content_types import BINARY
from chalicelib.entry.http.problems import bad_request
from chalicelib.services.access.decider import Decider


@dataclass(frozen=True, slots=True)
class Call:
    """One request, authenticated unless its route is open."""

    request: Request
    caller: Caller
    courier: wiring.Courier

    def query(self, name: str) -> str | None:
        values: Mapping[str, str] = self.request.query_params or {}
        return values.get(name)

    def address(self, path: str) -> str:
        """A path of this API as it is reached from outside, behind API Gateway's stage."""
        return stage_of(self.request) + path

    def required(self, name: str) -> str:
        """Raises the bad-request problem when the query parameter is missing."""
        value = self.query(name)
        if not value:
            raise bad_request(f"Name the {name} as a query parameter: ?{name}=...")
        return value


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is a model, or text or bytes that are handed on as they are: JSON unless a header says
    else. `accounts` are those that it tells of, as far as they were read for it: the audit log need
    not read them again."""

    body: BaseModel | str | bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    accounts: tuple[Account, ...] = ()


def file_answer(content: bytes) -> Answer:
    """A file byte for byte, to whoever accepts that: to others API Gateway would hand on base64."""
    return Answer(content, headers={"Content-Type": BINARY})


def decider_of(call: Call) -> Decider:
    """The caller as one who decides."""
    return Decider(call.caller.name, call.caller.reach)


View = Callable[..., Answer]


def stage_of(request: Request) -> str:
    """What stands before the route's own path outside: "/api", or nothing."""
    # An id in the path may hold whatever a client sent; what is fixed before it can't.
    fixed = request.path.partition("{")[0]
    before, found, _ = str(request.context.get("path", "")).partition(fixed)
    return before if found else ""
