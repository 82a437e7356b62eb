"""What applying a template leaves behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Resource:
    """A made resource: what `Ref` and `Fn::GetAtt` give for it."""

    ref: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QueueEvents:
    """Messages of a queue start the function."""

    queue_arn: str
    batch_size: int


@dataclass(frozen=True, slots=True)
class MatchingEvents:
    """Events of the default bus that match an EventBridge pattern start the function."""

    name: str
    pattern: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The function starts again and again."""

    name: str
    every: timedelta


Trigger = QueueEvents | MatchingEvents | Schedule


@dataclass(frozen=True, slots=True)
class DeployedFunction:
    """One function as the template describes it.

    `handler` is `module.attribute`. `retries` and `failures_arn` hold for events that AWS delivers
    asynchronously: how often a failed one is repeated, and the queue it goes to in the end.
    """

    name: str
    arn: str
    handler: str
    environment: Mapping[str, str]
    timeout: timedelta
    memory_mb: int
    triggers: tuple[Trigger, ...]
    retries: int
    failures_arn: str | None


@dataclass(frozen=True, slots=True)
class Provisioned:
    """Everything that a template made; resources by logical id, alarms by name."""

    resources: Mapping[str, Resource]
    functions: tuple[DeployedFunction, ...]
    alarms: tuple[str, ...]
    outputs: Mapping[str, str]
    skipped: frozenset[str]

    def ref(self, logical_id: str) -> str:
        """The physical id of a resource: bucket or table name, queue URL, topic or key."""
        return self.resources[logical_id].ref
