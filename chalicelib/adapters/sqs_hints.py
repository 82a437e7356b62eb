"""Hints as queue messages: {"account_id": …, "asked_at": …} to be visited, {"response_id": …} to be
applied."""

import json
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.identifiers import AccountId, ResponseId
from chalicelib.domain.ports import Clock

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SqsHints:
    """A hint that can't be sent is only worth a warning: the schedule finds the row anyway."""

    client: "SQSClient"
    visit_queue_url: str
    response_queue_url: str
    clock: Clock

    def visit(self, account_id: AccountId, after: timedelta = timedelta()) -> None:
        """Any visit that begins later than `asked_at` answers the hint."""
        asked_at = (self.clock.now() + after).isoformat()
        body = {"account_id": account_id, "asked_at": asked_at}
        self._send(self.visit_queue_url, body, round(after.total_seconds()))

    def apply(self, response_id: ResponseId) -> None:
        self._send(self.response_queue_url, {"response_id": response_id})

    def _send(self, queue_url: str, body: dict[str, str], delay_seconds: int = 0) -> None:
        try:
            self.client.send_message(
                QueueUrl=queue_url, MessageBody=json.dumps(body), DelaySeconds=delay_seconds
            )
        except (BotoCoreError, ClientError) as error:
            _LOGGER.warning("hint %s was not sent: %s", body, type(error).__name__)
