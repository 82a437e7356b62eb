"""The events that functions are started with, in AWS's own shape.

Source: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS" and "Invoke a Lambda function on
a schedule"; EventBridge delivers its events unchanged.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from infra.sandbox.embedded_aws.clients import ACCOUNT_ID, REGION

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef


def queue_event(queue_arn: str, messages: Sequence["MessageTypeDef"]) -> dict[str, Any]:
    """What Lambda makes of messages that it received from a queue."""
    return {"Records": [_record(queue_arn, message) for message in messages]}


def _record(queue_arn: str, message: "MessageTypeDef") -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message["Attributes"]),
        "messageAttributes": {},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": REGION,
    }


def matching_event(messages: Sequence["MessageTypeDef"]) -> Mapping[str, Any]:
    """The event that a rule of EventBridge put on its internal queue."""
    event: dict[str, Any] = json.loads(messages[0]["Body"])
    return event


def scheduled_event(rule: str, at: datetime) -> dict[str, Any]:
    """What EventBridge sends when a schedule is due."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT_ID,
        "time": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT_ID}:rule/{rule}"],
        "detail": {},
    }
