"""The merged template, and ways to look into it."""

from collections.abc import Iterator
from typing import Any

import app
from infra.cloud.template import build_template
from tests.infra.builders import Json

TEMPLATE = build_template(app.app)
RESOURCES: dict[str, dict[str, Any]] = TEMPLATE["Resources"]


def of_type(resource_type: str) -> dict[str, dict[str, Any]]:
    return {name: r["Properties"] for name, r in RESOURCES.items() if r["Type"] == resource_type}


def statements(role: str) -> list[dict[str, Any]]:
    policies = RESOURCES[role]["Properties"]["Policies"]
    return [s for policy in policies for s in policy["PolicyDocument"]["Statement"]]


def as_list(value: Json) -> list[Any]:
    return value if isinstance(value, list) else [value]


def actions(role: str) -> set[str]:
    return {action for s in statements(role) for action in as_list(s["Action"])}


def mentions(node: Json) -> Iterator[str]:
    """Every piece of text in a part of the template."""
    if isinstance(node, dict):
        node = [*node.keys(), *node.values()]
    if isinstance(node, list):
        for member in node:
            yield from mentions(member)
    elif isinstance(node, str):
        yield node


FUNCTIONS = of_type("AWS::Serverless::Function")
ROLES = [function["Role"]["Fn::GetAtt"][0] for function in FUNCTIONS.values()]
QUEUES = of_type("AWS::SQS::Queue")
ALARMS = of_type("AWS::CloudWatch::Alarm")
TABLE = RESOURCES["Table"]["Properties"]
ARCHIVE = RESOURCES["ArchiveBucket"]["Properties"]
DEFAULTS = {name: each.get("Default") for name, each in TEMPLATE["Parameters"].items()}
