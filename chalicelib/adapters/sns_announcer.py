"""Events as messages of SNS topics: plain text for people, envelopes for machines."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import NotToldError
from chalicelib.domain.events.envelope import envelope
from chalicelib.domain.events.event import Event, Told

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sns.type_defs import (
        MessageAttributeValueTypeDef,
        PublishBatchRequestEntryTypeDef,
    )

LONGEST_SUBJECT = 100
"""SNS takes no longer one (API reference, Publish)."""
MESSAGES_PER_CALL = 10
"""SNS takes no more in one call (API reference, PublishBatch)."""


@dataclass(frozen=True, slots=True)
class SnsAnnouncer:
    """People listen to the topic of the alarms, machines to one of their own."""

    client: "SNSClient"
    alarm_topic_arn: str
    event_topic_arn: str

    def announce(self, event: Event) -> None:
        subject = f"{event.kind} {event.subject}"
        try:
            self.client.publish(
                TopicArn=self.alarm_topic_arn,
                Subject=subject[:LONGEST_SUBJECT],
                Message=_text(event),
                MessageAttributes=_attributes(event),
            )
        except (BotoCoreError, ClientError) as error:
            raise NotToldError(type(error).__name__) from error

    def publish(self, events: Sequence[Told]) -> None:
        """A subscription may filter by the attributes; `event_id` tells what came before."""
        for start in range(0, len(events), MESSAGES_PER_CALL):
            self._publish([_entry(told) for told in events[start : start + MESSAGES_PER_CALL]])

    def _publish(self, entries: "list[PublishBatchRequestEntryTypeDef]") -> None:
        try:
            answer = self.client.publish_batch(
                TopicArn=self.event_topic_arn, PublishBatchRequestEntries=entries
            )
        except (BotoCoreError, ClientError) as error:
            raise NotToldError(type(error).__name__) from error
        if answer["Failed"]:
            raise NotToldError(f"{len(answer['Failed'])} of {len(entries)} messages")


def _entry(told: Told) -> "PublishBatchRequestEntryTypeDef":
    return {
        "Id": str(told.seq),
        "Message": json.dumps(envelope(told)),
        "MessageAttributes": _attributes(told.event),
    }


def _text(event: Event) -> str:
    happened = f"{event.happened_at:%Y-%m-%d %H:%M} UTC"
    about = f"account {event.account_id}" if event.account_id else event.subject
    return f"{event.summary}\n\n{event.event_id}, {happened}, {about}"


def _attributes(event: Event) -> "dict[str, MessageAttributeValueTypeDef]":
    """A receiver that has seen the event's id has seen the event."""
    values = {
        "event_id": event.event_id,
        "kind": event.kind.value,
        "account_id": event.account_id,
        "batch_id": event.batch_id,
    }
    return {
        name: {"DataType": "String", "StringValue": value}
        for name, value in values.items()
        if value is not None
    }
