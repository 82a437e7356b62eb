"""Register a webhook, and change its secret, its state, or take it away."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.identifiers import PracticeId, WebhookId, new_webhook_id
from chalicelib.domain.ports import Clock, Entropy, Feed, Hints, Seals, Webhooks, WebhookSender
from chalicelib.domain.webhooks.signature import SECRET_BYTES, secret_text
from chalicelib.domain.webhooks.webhook import SealedSecret, Webhook
from chalicelib.services.webhooks.allowed_webhook import allowed_webhook, changed


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client asks for; `practice_ids` empty means all that it may see, `kinds` empty means
    all events."""

    url: str
    practice_ids: tuple[PracticeId, ...] = ()
    kinds: tuple[EventKind, ...] = ()


@dataclass(frozen=True, slots=True)
class WithSecret:
    """A webhook and its newest secret, which is told this once."""

    webhook: Webhook
    secret: str

    def __repr__(self) -> str:
        return f"WithSecret({self.webhook.webhook_id}, secret=***)"


@dataclass(frozen=True, slots=True)
class RegisterWebhook:
    clock: Clock
    entropy: Entropy
    feed: Feed
    hints: Hints
    seals: Seals
    sender: WebhookSender
    webhooks: Webhooks

    def __call__(self, wanted: Wanted, reach: Reach) -> WithSecret:
        """It is told of what happens from now on.

        Raises UnusableUrlError, and NotFoundError for a practice out of reach.
        """
        self.sender.check(wanted.url)
        for practice_id in wanted.practice_ids:
            if practice_id not in reach.practices:
                raise NotFoundError("practice", practice_id)
        identifier = new_webhook_id(self.entropy(16))
        secret, sealed = self._new_secret(identifier)
        webhook = Webhook(
            webhook_id=identifier,
            url=wanted.url,
            practice_ids=tuple(sorted(wanted.practice_ids or reach.practices)),
            modes=tuple(sorted(reach.modes)),
            kinds=wanted.kinds,
            created_at=self.clock.now(),
            secrets=(sealed,),
            position=self.feed.last(),
        )
        self.webhooks.add(webhook)
        return WithSecret(webhook, secret)

    def rotate(self, webhook_id: WebhookId, reach: Reach) -> WithSecret:
        """Another secret; messages are signed with the present one, too, for a day."""
        webhook = allowed_webhook(self.webhooks, webhook_id, reach)
        secret, sealed = self._new_secret(webhook_id)
        new = changed(self.webhooks, webhook, lambda old: old.rotate(sealed))
        return WithSecret(new, secret)

    def enable(self, webhook_id: WebhookId, reach: Reach) -> Webhook:
        """It goes on where it stopped."""
        webhook = allowed_webhook(self.webhooks, webhook_id, reach)
        enabled = changed(self.webhooks, webhook, lambda old: old.enable())
        self.hints.deliver(webhook_id)
        return enabled

    def delete(self, webhook_id: WebhookId, reach: Reach) -> Webhook:
        """Its secrets are gone with it; what was on its way to it is dropped."""
        webhook, now = allowed_webhook(self.webhooks, webhook_id, reach), self.clock.now()
        deleted = changed(self.webhooks, webhook, lambda old: old.delete(now))
        self.hints.deliver(webhook_id)
        return deleted

    def _new_secret(self, webhook_id: WebhookId) -> tuple[str, SealedSecret]:
        secret = self.entropy(SECRET_BYTES)
        sealed = SealedSecret(self.seals.seal(webhook_id, secret), self.clock.now())
        return secret_text(secret), sealed
