"""Send one delivery: written down before the endpoint hears of it, and its outcome after."""

import json
from dataclasses import dataclass

from chalicelib.domain.errors import ConflictError, NotDeliveredError
from chalicelib.domain.events.envelope import envelope
from chalicelib.domain.ports import Clock, Deliveries, Entropy, Seals, WebhookSender
from chalicelib.domain.webhooks.delivery import (
    Attempt,
    Delivery,
    DeliveryProblem,
    asked_wait,
    why_disabled,
)
from chalicelib.domain.webhooks.signature import signed_headers
from chalicelib.domain.webhooks.webhook import Webhook
from chalicelib.services.webhooks.disable_webhook import DisableWebhook


@dataclass(frozen=True, slots=True)
class SendDelivery:
    clock: Clock
    deliveries: Deliveries
    disable: DisableWebhook
    entropy: Entropy
    seals: Seals
    sender: WebhookSender

    def __call__(self, webhook: Webhook, delivery: Delivery) -> Delivery | None:
        """As it stands after this try; None when it was not due any more, or another is at it.

        Who dies between the answer and writing it down has sent it all the same: it is sent again,
        under the same id.
        """
        if not delivery.is_due(self.clock.now()):
            return None
        begun = delivery.begin(self.clock.now())
        try:
            self.deliveries.advance(delivery, begun)
            ended = self._tried(webhook, begun)
            why = why_disabled(ended)
            if why is not None:
                self.disable(webhook, ended, why)
            self.deliveries.advance(begun, ended)
        except ConflictError:
            return None
        return ended

    def _tried(self, webhook: Webhook, delivery: Delivery) -> Delivery:
        body = json.dumps(envelope(delivery.told), separators=(",", ":")).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "claim-courier",
            **self._signed(webhook, delivery, body),
        }
        asked = None
        try:
            reply = self.sender.send(webhook.url, headers, body)
        except NotDeliveredError as error:
            attempt = Attempt(self.clock.now(), problem=DeliveryProblem(error.problem))
        else:
            attempt = Attempt(self.clock.now(), reply.status)
            asked = None if attempt.is_good else reply.retry_after
        lot = int.from_bytes(self.entropy(4), "big") / 2**32
        return delivery.end(attempt, asked_wait(asked, attempt.at), lot)

    def _signed(self, webhook: Webhook, delivery: Delivery, body: bytes) -> dict[str, str]:
        now = self.clock.now()
        secrets = [
            self.seals.open(webhook.webhook_id, secret.sealed)
            for secret in webhook.secrets_that_sign(now)
        ]
        return signed_headers(secrets, delivery.event.event_id, now, body)
