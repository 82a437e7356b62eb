"""Messages and figures that nothing depends on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.identifiers import AccountId, ResponseId, WebhookId


class Hints(Protocol):
    """Messages that make things happen sooner; losing one changes nothing."""

    def visit(self, account_id: AccountId, after: timedelta = timedelta()) -> None:
        """A visit that begins no sooner than `after` from now (15 minutes at most)."""

    def apply(self, response_id: ResponseId) -> None: ...

    def deliver(self, webhook_id: WebhookId, after: timedelta = timedelta()) -> None:
        """Something waits for a webhook, from `after` now on (15 minutes at most)."""

    def publish(self) -> None:
        """Events wait to join the feed."""


class Meter(Protocol):
    """Figures for alarms. Names and dimension values never carry patient data."""

    def gauge_seconds(self, name: str, value: float, account_id: AccountId | None = None) -> None:
        """The present value of something measured in seconds."""

    def count(self, name: str, value: int = 1, account_id: AccountId | None = None) -> None: ...
