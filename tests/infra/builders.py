"""Small pieces of a sandbox for the tests."""

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

# What a template holds.
Json = Any

Handler = Callable[[Mapping[str, Any], Any], object]


def app_of(**handlers: Handler) -> ModuleType:
    """A module with these functions."""
    module = ModuleType("app")
    vars(module).update(handlers)
    return module


def function(handler: str, events: dict[str, Any], **properties: Json) -> dict[str, Any]:
    """A function of a template."""
    return {
        "Type": "AWS::Serverless::Function",
        "Properties": {
            "Handler": f"app.{handler}",
            "Timeout": 30,
            "MemorySize": 512,
            "Events": events,
            **properties,
        },
    }


def queue(**properties: Json) -> dict[str, Any]:
    """A queue of a template."""
    return {"Type": "AWS::SQS::Queue", "Properties": properties}
