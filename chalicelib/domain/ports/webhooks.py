"""Endpoints of clients, and what is on its way to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.identifiers import EventId, WebhookId
    from chalicelib.domain.paging import Page
    from chalicelib.domain.webhooks.delivery import Delivery, Reply
    from chalicelib.domain.webhooks.webhook import Webhook


class Webhooks(Protocol):
    def add(self, webhook: Webhook) -> None: ...

    def get(self, webhook_id: WebhookId) -> Webhook:
        """Raises NotFoundError."""

    def all(self) -> tuple[Webhook, ...]:
        """All, by id, but those that are deleted and left."""

    def advance(self, old: Webhook, new: Webhook) -> None:
        """Stores `new` where the revision of `old` still stands; else raises ConflictError."""


class Deliveries(Protocol):
    def add(self, delivery: Delivery) -> Delivery:
        """Stores a new delivery, or returns the one of the same event that is there already."""

    def find(self, webhook_id: WebhookId, event_id: EventId) -> Delivery | None: ...

    def advance(self, old: Delivery, new: Delivery) -> None:
        """Stores `new` where the revision of `old` still stands; else raises ConflictError."""

    def due(self, webhook_id: WebhookId, until: datetime, limit: int) -> tuple[Delivery, ...]:
        """The first `limit` of those that are due at or before `until`, the longest due first."""

    def of_webhook(self, webhook_id: WebhookId, limit: int, cursor: str | None) -> Page[Delivery]:
        """Those of the latest events first. Raises ValueError on a cursor that is not ours."""


class Seals(Protocol):
    """Keeps what is stored about a webhook from whoever may only read the table."""

    def seal(self, webhook_id: WebhookId, secret: bytes) -> str: ...

    def open(self, webhook_id: WebhookId, sealed: str) -> bytes: ...


class WebhookSender(Protocol):
    def check(self, url: str) -> None:
        """Raises UnusableUrlError for a URL that could never be called."""

    def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """POSTs to a public address and follows no redirection. Raises NotDeliveredError when
        there was no answer."""
