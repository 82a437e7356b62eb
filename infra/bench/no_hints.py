"""Hints that go nowhere: what is measured has no second worker beside it."""

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.identifiers import AccountId, ResponseId, WebhookId


@dataclass(frozen=True, slots=True)
class NoHints:
    """Losing one changes nothing (see the port)."""

    def visit(self, account_id: AccountId, after: timedelta = timedelta()) -> None: ...

    def apply(self, response_id: ResponseId) -> None: ...

    def deliver(self, webhook_id: WebhookId, after: timedelta = timedelta()) -> None: ...

    def publish(self) -> None: ...
