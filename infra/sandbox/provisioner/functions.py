"""Reads a function of the template: nothing is made, the pumps start it."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from infra.sandbox.embedded_aws.clients import ACCOUNT_ID, REGION
from infra.sandbox.provisioner.provisioned import (
    DeployedFunction,
    MatchingEvents,
    QueueEvents,
    Schedule,
    Trigger,
)

Properties = Mapping[str, Any]

# Lambda repeats a failed asynchronous event twice unless told otherwise.
DEFAULT_RETRIES = 2
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")


class UnknownTriggerError(Exception):
    """The template starts a function in a way that nothing here can imitate."""


def read_function(name: str, properties: Properties, defaults: Properties) -> DeployedFunction:
    """A function from its resolved properties and those of `Globals`. Raises
    UnknownTriggerError."""
    invocation = properties.get("EventInvokeConfig", {})
    failures = invocation.get("DestinationConfig", {}).get("OnFailure", {})
    events = properties.get("Events", {})
    return DeployedFunction(
        name=name,
        arn=f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:{name}",
        handler=properties["Handler"],
        environment={**_environment(defaults), **_environment(properties)},
        timeout=timedelta(seconds=properties["Timeout"]),
        memory_mb=properties["MemorySize"],
        triggers=tuple(_trigger(event_name, event) for event_name, event in events.items()),
        retries=invocation.get("MaximumRetryAttempts", DEFAULT_RETRIES),
        failures_arn=failures.get("Destination"),
    )


def _environment(properties: Properties) -> dict[str, str]:
    """A number becomes text, as in every environment."""
    variables = properties.get("Environment", {}).get("Variables", {})
    return {name: str(value) for name, value in variables.items()}


def _trigger(name: str, event: Properties) -> Trigger:
    if event["Type"] not in _TRIGGERS:
        raise UnknownTriggerError(event["Type"])
    return _TRIGGERS[event["Type"]](name, event["Properties"])


def _queue_events(_name: str, properties: Properties) -> QueueEvents:
    return QueueEvents(properties["Queue"], properties["BatchSize"])


def _matching_events(name: str, properties: Properties) -> MatchingEvents:
    return MatchingEvents(name, properties["Pattern"])


def _schedule(name: str, properties: Properties) -> Schedule:
    rate = _RATE.fullmatch(properties["Schedule"])
    if not rate:
        raise UnknownTriggerError(properties["Schedule"])
    number, unit = rate.groups()
    return Schedule(name, timedelta(**{f"{unit}s": int(number)}))


_TRIGGERS: Mapping[str, Callable[[str, Properties], Trigger]] = {
    "CloudWatchEvent": _matching_events,
    "SQS": _queue_events,
    "Schedule": _schedule,
}
