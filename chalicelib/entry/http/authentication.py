"""Who calls?"""

from chalice.app import Request

from chalicelib import wiring
from chalicelib.domain.access.caller import Caller
from chalicelib.entry.http.problem_types import UNAUTHORIZED
from chalicelib.entry.http.problems import Problem

LONGEST_CREDENTIAL = 8_192


def caller_of(request: Request, courier: wiring.Courier) -> Caller:
    """The caller by the API key or token sent along. Raises the unauthorized problem without a good
    one, and LockedOutError where that happened too often."""
    shown = _credential_in(request)
    caller = courier.authenticate(shown) if shown else None
    if caller is None:
        courier.count_failure(source_of(request), shown)
        raise Problem(UNAUTHORIZED)
    return caller


def source_of(request: Request) -> str:
    """The address that API Gateway saw; what a client writes into headers is not asked."""
    identity = request.context.get("identity") or {}
    return str(identity.get("sourceIp", ""))


def _credential_in(request: Request) -> str:
    """Empty where there is none."""
    own = request.headers.get("x-api-key")
    scheme, _, value = str(request.headers.get("authorization", "")).partition(" ")
    shown = str(own) if own else value.strip() if scheme.lower() == "bearer" else ""
    return shown if len(shown) <= LONGEST_CREDENTIAL else ""
