"""A route: one declaration that registers it, guards it and describes it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from pydantic import BaseModel

from chalicelib.domain.access.scope import Scope
from chalicelib.entry.http.call import View
from chalicelib.entry.http.content_types import JSON
from chalicelib.entry.http.paging import DEFAULT_LIMIT, LARGEST_LIMIT, LONGEST_CURSOR
from chalicelib.entry.http.problem_types import ProblemType

ID_PATTERN = "^[A-Za-z0-9_.-]{1,100}$"
"""No id of ours is longer or holds anything else: what differs need not be looked up."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query parameter; `schema` is its JSON Schema."""

    name: str
    means: str
    schema: Mapping[str, object]
    required: bool = False

    @property
    def is_id(self) -> bool:
        return self.schema.get("pattern") == ID_PATTERN


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path with the view behind it.

    `gives` is the model of a good answer; None: text of `gives_type`, as it is. `takes` is the
    model of a JSON body; `takes_types` are the content types of a body that is no JSON of ours.
    `problems` are those that only some routes have. `scope` is what the caller must hold; None for
    what all may read, without a key. `is_followed`: it is asked day and night, and mostly there is
    nothing new; such an answer tells nothing of anybody, so the audit log does not keep it.
    `shows_secret`: an answer holds what is shown once and kept nowhere, so it is never repeated.
    """

    method: str
    path: str
    view: View
    does: str
    gives: type[BaseModel] | None
    scope: Scope | None
    gives_type: str = JSON
    statuses: tuple[int, ...] = (200,)
    takes: type[BaseModel] | None = None
    takes_types: tuple[str, ...] = ()
    query: tuple[Query, ...] = ()
    problems: tuple[ProblemType, ...] = ()
    is_followed: bool = False
    shows_secret: bool = False

    @property
    def has_effect(self) -> bool:
        """Whether a client may name a request of it by an Idempotency-Key."""
        return self.method == "POST"

    @property
    def is_tagged(self) -> bool:
        """Whether a client that has kept an answer need not get it again."""
        return self.method == "GET" and HTTPStatus.OK in self.statuses

    @property
    def needs_key(self) -> bool:
        return self.scope is not None

    @property
    def name(self) -> str:
        return self.view.__name__

    @property
    def path_names(self) -> tuple[str, ...]:
        return tuple(re.findall(r"{(\w+)}", self.path))

    @property
    def content_types(self) -> list[str]:
        """What a body may be sent as; Chalice refuses others."""
        return list(self.takes_types) or [JSON]


def is_id(value: str) -> bool:
    return re.fullmatch(ID_PATTERN, value) is not None


def named_id(name: str, means: str, required: bool = True) -> Query:
    return Query(name, means, {"type": "string", "pattern": ID_PATTERN}, required)


PRACTICE_ID = named_id("practice_id", "Whose it is.")
ACCOUNT_ID = named_id("account_id", "The account at the clearinghouse.")
LIMIT = Query(
    "limit",
    "How many at most.",
    {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT},
)
CURSOR = Query(
    "cursor",
    "Where to go on: `next_cursor` of the page before.",
    {"type": "string", "minLength": 1, "maxLength": LONGEST_CURSOR},
)
PAGING = (LIMIT, CURSOR)
