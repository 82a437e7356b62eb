"""The models' JSON Schemas, by pydantic."""

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chalicelib.entry.http.openapi.problem_out import ProblemOut
from chalicelib.entry.http.route import Route

Json = dict[str, object]


def schemas(routes: Iterable[Route]) -> Json:
    """All schemas by name: bodies as they are taken, answers as they are given."""
    models: dict[tuple[type[BaseModel], Literal["validation", "serialization"]], None] = {}
    for route in routes:
        if route.takes:
            models[route.takes, "validation"] = None
        if route.gives:
            models[route.gives, "serialization"] = None
    models[ProblemOut, "serialization"] = None
    _, found = models_json_schema(list(models), ref_template="#/components/schemas/{model}")
    defined: Json = found["$defs"]
    return defined


def reference(model: type[BaseModel]) -> Json:
    return {"$ref": f"#/components/schemas/{model.__name__}"}
