"""Who calls, and for which practices."""

from dataclasses import dataclass

from chalice.app import Request

from chalicelib.domain.identifiers import PracticeId
from chalicelib.entry.http.problem_types import UNAUTHORIZED
from chalicelib.entry.http.problems import Problem
from chalicelib.services.access.authenticate import Authenticate


@dataclass(frozen=True, slots=True)
class Caller:
    """`name` is the beginning of the key: enough to tell who it was, too little to be one."""

    name: str
    practices: frozenset[PracticeId]


NOBODY = Caller("", frozenset())
"""Who reads what all may read."""


def caller_of(request: Request, authenticate: Authenticate) -> Caller:
    """The caller by the API key sent along. Raises the unauthorized problem without a good one."""
    key = _key_in(request)
    record = authenticate(key) if key else None
    if record is None:
        raise Problem(UNAUTHORIZED)
    return Caller(record.prefix, frozenset(record.practice_ids))


def _key_in(request: Request) -> str | None:
    own = request.headers.get("x-api-key")
    if own:
        return str(own)
    scheme, _, value = str(request.headers.get("authorization", "")).partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None
