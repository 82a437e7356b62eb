"""Events as messages of an SNS topic: plain text for people, attributes for machines."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import NotToldError
from chalicelib.domain.watch_event import WatchEvent

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sns.type_defs import MessageAttributeValueTypeDef

LONGEST_SUBJECT = 100
"""SNS takes no longer one (API reference, Publish)."""


@dataclass(frozen=True, slots=True)
class SnsAnnouncer:
    client: "SNSClient"
    topic_arn: str

    def announce(self, event: WatchEvent) -> None:
        subject = f"{event.kind} {event.batch_id or event.account_id or ''}".strip()
        try:
            self.client.publish(
                TopicArn=self.topic_arn,
                Subject=subject[:LONGEST_SUBJECT],
                Message=_text(event),
                MessageAttributes=_attributes(event),
            )
        except (BotoCoreError, ClientError) as error:
            raise NotToldError(type(error).__name__) from error


def _text(event: WatchEvent) -> str:
    happened = f"{event.happened_at:%Y-%m-%d %H:%M} UTC"
    about = f", account {event.account_id}" if event.account_id else ""
    return f"{event.summary}\n\n{event.event_id}, {happened}{about}"


def _attributes(event: WatchEvent) -> "dict[str, MessageAttributeValueTypeDef]":
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
