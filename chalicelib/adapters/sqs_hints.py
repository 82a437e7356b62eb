"""Hints as queue messages: {"account_id": …, "asked_at": …} to be visited, {"response_id": …} to be
applied, {} to publish events, {"webhook_id": …} to deliver some."""

import json
import logging
import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.identifiers import AccountId, ResponseId, WebhookId
from chalicelib.domain.ports import Clock

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_LOGGER = logging.getLogger(__name__)


_UNTIL_INDEXED = timedelta(seconds=1)
"""Whoever looks for what was written a moment ago looks into an index, which is a moment late."""


@dataclass(frozen=True, slots=True)
class Queues:
    """By address."""

    visit: str
    response: str
    event: str
    webhook: str


@dataclass(frozen=True, slots=True)
class SqsHints:
    """A hint that can't be sent is only worth a warning: the schedule finds the row anyway."""

    client: "SQSClient"
    queues: Queues
    clock: Clock

    def visit(self, account_id: AccountId, after: timedelta = timedelta()) -> None:
        """Any visit that begins later than `asked_at` answers the hint."""
        asked_at = (self.clock.now() + after).isoformat()
        body = {"account_id": account_id, "asked_at": asked_at}
        self._send(self.queues.visit, body, after)

    def apply(self, response_id: ResponseId) -> None:
        self._send(self.queues.response, {"response_id": response_id})

    def deliver(self, webhook_id: WebhookId, after: timedelta = timedelta()) -> None:
        self._send(self.queues.webhook, {"webhook_id": webhook_id}, max(after, _UNTIL_INDEXED))

    def publish(self) -> None:
        self._send(self.queues.event, {}, _UNTIL_INDEXED)

    def _send(self, queue_url: str, body: dict[str, str], after: timedelta = timedelta()) -> None:
        # Who came a moment too soon would find nothing to do, and no other follows on him.
        delay_seconds = math.ceil(after.total_seconds())
        try:
            self.client.send_message(
                QueueUrl=queue_url, MessageBody=json.dumps(body), DelaySeconds=delay_seconds
            )
        except (BotoCoreError, ClientError) as error:
            _LOGGER.warning("hint %s was not sent: %s", body, type(error).__name__)
