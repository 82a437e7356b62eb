"""Who calls?"""

from chalice.app import Request

from chalicelib.domain.access.caller import Caller
from chalicelib.entry.http.problem_types import UNAUTHORIZED
from chalicelib.entry.http.problems import Problem
from chalicelib.services.access.authenticate import Authenticate


def caller_of(request: Request, authenticate: Authenticate) -> Caller:
    """The caller by the API key sent along. Raises the unauthorized problem without a good one."""
    key = _key_in(request)
    caller = authenticate(key) if key else None
    if caller is None:
        raise Problem(UNAUTHORIZED)
    return caller


def _key_in(request: Request) -> str | None:
    own = request.headers.get("x-api-key")
    if own:
        return str(own)
    scheme, _, value = str(request.headers.get("authorization", "")).partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None
