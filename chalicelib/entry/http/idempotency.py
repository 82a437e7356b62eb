"""Idempotency-Key: a client sends a request again as often as it likes, and it is done once.

draft-ietf-httpapi-idempotency-key-header-07.
"""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pydantic import BaseModel

from chalicelib.domain.identifiers import digest, sha256_of
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.problems import bad_request, problem_of
from chalicelib.entry.http.route import Route

if TYPE_CHECKING:
    from chalicelib.domain.keyed_request import GivenAnswer

LONGEST_KEY = 255
REPLAYED = "Idempotency-Replayed"


def answered_once(
    call: Call, route: Route, path_values: Mapping[str, str], answer: Callable[[], Answer]
) -> Answer:
    """What `answer` gives; where the client has named its request by a key, what it gave first."""
    key = _key_in(call) if route.has_effect else None
    if key is None:
        return answer()
    from chalicelib.services.requests.answer_once import Keyed

    keyed = Keyed(_name(call, key), _fingerprint(call, route, path_values))
    given, replayed = call.courier.answer_once(
        keyed, lambda: _given(answer()), says_nothing_was_done, is_secret=route.shows_secret
    )
    headers = dict(given.headers) | ({REPLAYED: "true"} if replayed else {})
    return Answer(_read(route, given.body or ""), given.status, headers)


def says_nothing_was_done(error: Exception) -> bool:
    """Every problem of the 400s does: the client may mend its request and keep its key."""
    problem = problem_of(error)
    return problem is not None and problem.kind.status < 500


def _read(route: Route, body: str) -> BaseModel | str:
    """As what the route gives, so that it can be written down of whom it tells."""
    return route.gives.model_validate_json(body) if route.gives else body


def _key_in(call: Call) -> str | None:
    """A string of RFC 8941, or the same without its quotes, as many clients send it."""
    named = call.request.headers.get("idempotency-key")
    if named is None:
        return None
    quoted = re.fullmatch(r'"([ -!#-\[\]-~]*)"', str(named).strip())
    key = quoted[1] if quoted else str(named).strip()
    if not re.fullmatch(f"[!-~]{{1,{LONGEST_KEY}}}", key):
        raise bad_request(
            f"An Idempotency-Key has 1 to {LONGEST_KEY} printable characters without blanks, such "
            "as a UUID."
        )
    return key


def _name(call: Call, key: str) -> str:
    """Keys of different callers never meet, nor those of one whose reach has changed since."""
    reach = call.caller.reach
    return digest(call.caller.principal_id, *sorted(reach.practices), *sorted(reach.modes), key)


def _fingerprint(call: Call, route: Route, path_values: Mapping[str, str]) -> str:
    raw = call.request.raw_body
    body = raw if isinstance(raw, bytes) else raw.encode()
    query = sorted((call.request.query_params or {}).items())
    asked = (route.method, route.path, repr(sorted(path_values.items())), repr(query))
    return digest(*asked, sha256_of(body))


def _given(answer: Answer) -> "GivenAnswer":
    from chalicelib.domain.keyed_request import GivenAnswer

    body = answer.body
    if isinstance(body, bytes):
        raise TypeError("what has an effect answers in text")
    text = body.model_dump_json() if isinstance(body, BaseModel) else body
    return GivenAnswer(answer.status, tuple(answer.headers.items()), text)
