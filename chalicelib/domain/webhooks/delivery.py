"""A delivery: one event on its way to one webhook, with every try at it.

The schedule is that of Standard Webhooks 1.0, "Deliverability and reliability".
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from chalicelib.domain.events.event import Event, Told
from chalicelib.domain.identifiers import WebhookId
from chalicelib.domain.webhooks.webhook import Webhook, WhyDisabled

WAITS = (
    timedelta(),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""Before each try, counted from the one before: about 75 hours together."""

JITTER = 0.2
"""So much longer at most, by lot: an endpoint that comes back is not called by all at once."""

LONGEST_RETRY_AFTER = timedelta(hours=24)
A_TRY_TAKES = timedelta(minutes=1)
"""Who has not written down the outcome by then has died."""

KEPT = timedelta(days=90)
"""After a round has ended; for what is still to be sent there is no such end."""

_GONE = 410


class DeliveryState(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class DeliveryProblem(StrEnum):
    """Why there was no answer at all."""

    ADDRESS_NOT_ALLOWED = "address_not_allowed"
    NO_SUCH_HOST = "no_such_host"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    BAD_CERTIFICATE = "bad_certificate"
    NOT_HTTP = "not_http"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the endpoint answered: its status, and Retry-After as it stands there."""

    status: int
    retry_after: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """`status` of the answer, or the `problem` that kept it away."""

    at: datetime
    status: int | None = None
    problem: DeliveryProblem | None = None

    @property
    def is_good(self) -> bool:
        """2xx and nothing else: a redirection is a failure, too."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        return self.status == _GONE


@dataclass(frozen=True, slots=True)
class Delivery:
    """`tries` counts those begun in this round, `attempts` are all whose outcome is known.

    It is due at `due_at`; while somebody is at it, that is when he must have died, and once a round
    has ended, when it did. `revision` counts the changes, to tell races.
    """

    webhook_id: WebhookId
    seq: int
    event: Event
    created_at: datetime
    due_at: datetime
    state: DeliveryState = DeliveryState.PENDING
    tries: int = 0
    attempts: tuple[Attempt, ...] = ()
    revision: int = 0

    @property
    def told(self) -> Told:
        return Told(self.seq, self.event)

    @property
    def expires_at(self) -> datetime | None:
        return None if self.state is DeliveryState.PENDING else self.due_at + KEPT

    def is_due(self, now: datetime) -> bool:
        return self.state is DeliveryState.PENDING and self.due_at <= now

    def begin(self, now: datetime) -> "Delivery":
        """Written down before the endpoint hears of it."""
        return self._next(replace(self, tries=self.tries + 1, due_at=now + A_TRY_TAKES))

    def end(self, attempt: Attempt, wait: timedelta, share: float) -> "Delivery":
        """The try's outcome; `wait` is what the endpoint asked for, `share` of 0 to 1 is drawn by
        lot."""
        noted = replace(self, attempts=(*self.attempts, attempt))
        if attempt.is_good:
            return noted._ended(DeliveryState.DELIVERED, attempt.at)
        if attempt.is_gone or self.tries >= len(WAITS):
            return noted._ended(DeliveryState.FAILED, attempt.at)
        usual = WAITS[self.tries] * (1 + JITTER * share)
        return self._next(replace(noted, due_at=attempt.at + max(usual, wait)))

    def again(self, now: datetime) -> "Delivery":
        """A new round, from the first try on; one that is under way stays as it is."""
        if self.state is DeliveryState.PENDING:
            return self
        return self._next(replace(self, state=DeliveryState.PENDING, tries=0, due_at=now))

    def drop(self, now: datetime) -> "Delivery":
        """Nobody is there any more to whom it could go."""
        return self._ended(DeliveryState.FAILED, now)

    def _ended(self, state: DeliveryState, at: datetime) -> "Delivery":
        return self._next(replace(self, state=state, due_at=at))

    def _next(self, new: "Delivery") -> "Delivery":
        return replace(new, revision=self.revision + 1)


def delivery_of(webhook: Webhook, told: Told, now: datetime) -> Delivery:
    return Delivery(webhook.webhook_id, told.seq, told.event, now, now)


def why_disabled(delivery: Delivery) -> WhyDisabled | None:
    """What a delivery's end means for the endpoint; None: it goes on."""
    if delivery.state is not DeliveryState.FAILED:
        return None
    return WhyDisabled.GONE if delivery.attempts[-1].is_gone else WhyDisabled.FAILING


def asked_wait(retry_after: str | None, now: datetime) -> timedelta:
    """How long an endpoint asks to be left alone (RFC 9110, 10.2.3): seconds or a date. What can't
    be read asks for nothing; a day is the longest."""
    wait = timedelta()
    if retry_after is not None and retry_after.isascii() and retry_after.isdigit():
        wait = timedelta(seconds=min(int(retry_after[:9]), 10**6))
    elif retry_after is not None:
        wait = _until(retry_after, now)
    return min(max(wait, timedelta()), LONGEST_RETRY_AFTER)


def _until(date: str, now: datetime) -> timedelta:
    try:
        at = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return timedelta()
    return (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
