"""Webhooks, what is on its way to them, and an endpoint."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.errors import NotDeliveredError
from chalicelib.domain.identifiers import EventId, WebhookId
from chalicelib.domain.paging import Page
from chalicelib.domain.webhooks.delivery import Delivery, DeliveryProblem, Reply
from chalicelib.domain.webhooks.target import target_of
from chalicelib.domain.webhooks.webhook import Webhook
from tests.fakes import rows
from tests.fakes.rows import Rows


class FakeWebhooks:
    def __init__(self) -> None:
        self.rows: Rows[WebhookId, Webhook] = Rows("webhook")

    def add(self, webhook: Webhook) -> None:
        self.rows.put_once(webhook.webhook_id, webhook)

    def get(self, webhook_id: WebhookId) -> Webhook:
        return self.rows.get(webhook_id)

    def all(self) -> tuple[Webhook, ...]:
        found = (row for row in self.rows.all() if row.left_at is None)
        return tuple(sorted(found, key=lambda row: row.webhook_id))

    def advance(self, old: Webhook, new: Webhook) -> None:
        self.rows.replace(old.webhook_id, new, lambda row: row.revision == old.revision)


class FakeDeliveries:
    def __init__(self) -> None:
        self.rows: Rows[tuple[WebhookId, EventId], Delivery] = Rows("delivery")

    def add(self, delivery: Delivery) -> Delivery:
        return self.rows.put_if_absent(_key(delivery), delivery)

    def find(self, webhook_id: WebhookId, event_id: EventId) -> Delivery | None:
        return self.rows.find((webhook_id, event_id))

    def advance(self, old: Delivery, new: Delivery) -> None:
        self.rows.replace(_key(old), new, lambda row: row.revision == old.revision)

    def due(self, webhook_id: WebhookId, until: datetime, limit: int) -> tuple[Delivery, ...]:
        found = [
            row for row in self.rows.all() if row.webhook_id == webhook_id and row.is_due(until)
        ]
        return tuple(sorted(found, key=lambda row: (row.due_at, row.seq))[:limit])

    def of_webhook(self, webhook_id: WebhookId, limit: int, cursor: str | None) -> Page[Delivery]:
        found = [
            (f"{row.seq:013d}", row) for row in self.rows.all() if row.webhook_id == webhook_id
        ]
        return rows.page_of(found, webhook_id, limit, cursor)


class FakeSeals:
    """Opens for the very webhook only, as the real one does."""

    def seal(self, webhook_id: WebhookId, secret: bytes) -> str:
        return f"{webhook_id} {secret[::-1].hex()}"

    def open(self, webhook_id: WebhookId, sealed: str) -> bytes:
        owner, _, secret = sealed.partition(" ")
        if owner != webhook_id:
            raise PermissionError("sealed for another webhook")
        return bytes.fromhex(secret)[::-1]


@dataclass(frozen=True, slots=True)
class Received:
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def message_id(self) -> str:
        return self.headers["webhook-id"]


class FakeEndpoint:
    """Answers `status`, and nothing at all while it has a `problem`; `meanwhile` runs when it has
    received something and has not answered yet."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.status = 204
        self.retry_after: str | None = None
        self.problem: DeliveryProblem | None = None
        self.meanwhile: Callable[[], None] = _nothing

    def check(self, url: str) -> None:
        target_of(url)

    def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        self.check(url)
        self.received.append(Received(url, headers, body))
        self.meanwhile()
        if self.problem is not None:
            raise NotDeliveredError(self.problem)
        return Reply(self.status, self.retry_after)


def _nothing() -> None:
    """Nobody does anything meanwhile."""


def _key(delivery: Delivery) -> tuple[WebhookId, EventId]:
    return delivery.webhook_id, delivery.event.event_id
