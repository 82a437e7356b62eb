"""JSON bodies as clients send them, checked against their models."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError
from pydantic_core import ErrorDetails

from chalicelib.entry.http.call import Call
from chalicelib.entry.http.problem_types import BODY_TOO_LARGE
from chalicelib.entry.http.problems import FieldError, Problem, bad_request
from chalicelib.entry.http.route import ID_PATTERN
from chalicelib.entry.model import Model


class Asked(Model):
    """A body of ours: no unknown fields, no blanks around text."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


Named = Annotated[str, Field(pattern=ID_PATTERN)]
"""An id in a body."""

LARGEST_JSON = 100_000
"""All of ours are far smaller, and nested far less deeply than pydantic reads."""

Body = TypeVar("Body", bound=BaseModel)


def body_of(call: Call, kind: type[Body]) -> Body:
    """Raises the bad-request problem with all that is wrong, never with what was sent."""
    if len(call.request.raw_body) > LARGEST_JSON:
        raise Problem(BODY_TOO_LARGE, f"A JSON body has up to {LARGEST_JSON:,} bytes here.")
    try:
        return kind.model_validate_json(call.request.raw_body)
    except ValidationError as error:
        raise _problem(kind, error) from None


def _problem(kind: type[BaseModel], error: ValidationError) -> Problem:
    found = error.errors(include_url=False, include_input=False)
    errors = tuple(FieldError(_pointer(kind, each), _words(each)) for each in found)
    return bad_request("The JSON body is not as described; see errors.", errors)


def _words(found: ErrorDetails) -> str:
    """Pydantic's, but where they would repeat what was sent."""
    if found["type"] == "union_tag_invalid":
        return f"{found['ctx']['discriminator']} should be one of {found['ctx']['expected_tags']}"
    return found["msg"]


def _pointer(kind: type[BaseModel], found: ErrorDetails) -> str:
    """An unknown field's name is the client's own words: only its place is told.

    A body that is one of several has a root model. Pydantic tells first as which of them it was
    read, which is no place in the body.
    """
    place = found["loc"][:-1] if found["type"] == "extra_forbidden" else found["loc"]
    inside = place[1:] if issubclass(kind, RootModel) else place
    return "".join(f"/{part}" for part in inside)
