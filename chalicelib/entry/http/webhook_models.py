"""Webhooks as the API takes and shows them."""

from datetime import datetime
from typing import Annotated

from pydantic import Discriminator, Field, RootModel, Tag

from chalicelib.domain.events.event import EventKind
from chalicelib.domain.identifiers import PracticeId
from chalicelib.domain.webhooks.delivery import Delivery, DeliveryProblem, DeliveryState
from chalicelib.domain.webhooks.target import LONGEST_URL
from chalicelib.domain.webhooks.webhook import Replay, Webhook, WebhookState, WhyDisabled
from chalicelib.entry.http.events import GREATEST
from chalicelib.entry.http.json_body import Asked, Named
from chalicelib.entry.model import Model
from chalicelib.services.webhooks.register_webhook import Wanted, WithSecret


class WebhookIn(Asked):
    """`event_types` left out: all; `practice_ids` left out: all that your key is good for."""

    url: str = Field(min_length=1, max_length=LONGEST_URL)
    event_types: tuple[EventKind, ...] = Field(default=(), max_length=len(EventKind))
    practice_ids: tuple[Named, ...] = Field(default=(), max_length=500)

    def wanted(self) -> Wanted:
        practices = tuple(PracticeId(each) for each in dict.fromkeys(self.practice_ids))
        return Wanted(self.url, practices, tuple(dict.fromkeys(self.event_types)))


class OneIn(Asked):
    event_id: Named


class SomeIn(Asked):
    """The `count` events that follow on the number `after`, as far as you want them at all."""

    after: int = Field(ge=0, le=GREATEST)
    count: int = Field(ge=1, le=1_000_000)

    def replay(self) -> Replay:
        return Replay(self.after, self.after + self.count)


def _which(body: object) -> str:
    """So that what is wrong is told of the one that was meant."""
    return "one" if isinstance(body, dict) and "event_id" in body else "some"


_One = Annotated[OneIn, Tag("one")]
_Some = Annotated[SomeIn, Tag("some")]


class ResendIn(RootModel[Annotated[_One | _Some, Discriminator(_which)]]):
    """One event that the delivery log knows, or some of the feed."""


class SecretOut(Model):
    """When it was made; messages are signed with it until `ends_at`, null for the newest."""

    made_at: datetime
    ends_at: datetime | None


class ReplayOut(Model):
    after: int
    until: int


class WebhookOut(Model):
    """`position` is the number of the last event that it was told of, or will be."""

    webhook_id: str
    url: str
    event_types: tuple[EventKind, ...]
    practice_ids: tuple[str, ...]
    created_at: datetime
    state: WebhookState
    why_disabled: WhyDisabled | None
    disabled_at: datetime | None
    position: int
    replays: tuple[ReplayOut, ...]
    secrets: tuple[SecretOut, ...]

    @classmethod
    def of(cls, webhook: Webhook) -> "WebhookOut":
        return cls.model_validate(fields_of(webhook))


class NewSecretOut(WebhookOut):
    """`secret` is told this once."""

    secret: str

    @classmethod
    def of_new(cls, new: WithSecret) -> "NewSecretOut":
        return cls.model_validate(fields_of(new.webhook) | {"secret": new.secret})


class WebhooksOut(Model):
    webhooks: tuple[WebhookOut, ...]


class AttemptOut(Model):
    """`status` of the answer, or the `problem` that kept it away."""

    at: datetime
    status: int | None
    problem: DeliveryProblem | None


class DeliveryOut(Model):
    """`due_at` is when it is tried next, null when nothing is to come."""

    event_id: str
    seq: int
    type: EventKind
    state: DeliveryState
    due_at: datetime | None
    attempts: tuple[AttemptOut, ...]

    @classmethod
    def of(cls, delivery: Delivery) -> "DeliveryOut":
        pending = delivery.state is DeliveryState.PENDING
        return cls(
            event_id=delivery.event.event_id,
            seq=delivery.seq,
            type=delivery.event.kind,
            state=delivery.state,
            due_at=delivery.due_at if pending else None,
            attempts=tuple(
                AttemptOut.model_validate(each, from_attributes=True) for each in delivery.attempts
            ),
        )


class DeliveriesOut(Model):
    deliveries: tuple[DeliveryOut, ...]
    next_cursor: str | None = None


def fields_of(webhook: Webhook) -> dict[str, object]:
    """Without what is sealed."""
    return {
        "webhook_id": webhook.webhook_id,
        "url": webhook.url,
        "event_types": webhook.kinds,
        "practice_ids": webhook.practice_ids,
        "created_at": webhook.created_at,
        "state": webhook.state,
        "why_disabled": webhook.why_disabled,
        "disabled_at": webhook.disabled_at,
        "position": webhook.position,
        "replays": [{"after": each.after, "until": each.until} for each in webhook.replays],
        "secrets": [{"made_at": each.made_at, "ends_at": each.ends_at} for each in webhook.secrets],
    }
