"""AWS::SQS::Queue."""

import json
from collections.abc import Mapping
from typing import Any

from infra.sandbox.embedded_aws.clients import ACCOUNT_ID, REGION, Clients
from infra.sandbox.provisioner.provisioned import Resource

QUEUE_PROPERTIES = frozenset(
    {"MessageRetentionPeriod", "RedrivePolicy", "SqsManagedSseEnabled", "VisibilityTimeout"}
)


def make_queue(clients: Clients, name: str, properties: Mapping[str, Any]) -> Resource:
    """A queue. Ref: its URL; attributes: Arn, QueueName."""
    url = clients.sqs.create_queue(
        QueueName=name,
        Attributes={key: _text(value) for key, value in properties.items()},  # type: ignore[misc]
    )["QueueUrl"]
    return Resource(url, {"Arn": f"arn:aws:sqs:{REGION}:{ACCOUNT_ID}:{name}", "QueueName": name})


def _text(value: object) -> str:
    """An attribute as SQS takes it: JSON for an object, else `true`, `30` or the text itself."""
    return value if isinstance(value, str) else json.dumps(value)
