"""Messages of a queue start a function, as Lambda's event source mapping does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

# A long poll of the embedded queue returns as soon as a message is there; a stop waits for it.
_POLL_SECONDS = 1


@dataclass(frozen=True, slots=True)
class QueuePump:
    """Receives messages, starts a function with them, and deletes them when it succeeds.

    After a failure they are visible again when `retry_after` has passed; the queue's own redrive
    policy sets them aside in the end. `event_of` makes the function's event from the messages.
    """

    sqs: "SQSClient"
    queue_url: str
    batch_size: int
    retry_after: timedelta
    event_of: Callable[[Sequence["MessageTypeDef"]], Mapping[str, Any]]
    invoke: Callable[[Mapping[str, Any]], bool]

    def turn(self) -> None:
        messages = self.sqs.receive_message(
            QueueUrl=self.queue_url,
            MaxNumberOfMessages=self.batch_size,
            WaitTimeSeconds=_POLL_SECONDS,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        ).get("Messages", [])
        if messages:
            settle = self._delete if self.invoke(self.event_of(messages)) else self._postpone
            for message in messages:
                settle(message["ReceiptHandle"])

    def _delete(self, receipt_handle: str) -> None:
        self.sqs.delete_message(QueueUrl=self.queue_url, ReceiptHandle=receipt_handle)

    def _postpone(self, receipt_handle: str) -> None:
        self.sqs.change_message_visibility(
            QueueUrl=self.queue_url,
            ReceiptHandle=receipt_handle,
            VisibilityTimeout=round(self.retry_after.total_seconds()),
        )
