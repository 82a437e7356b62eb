"""Clients' endpoints are told of events."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.webhooks.deliver_webhook import DeliverWebhook
    from chalicelib.services.webhooks.register_webhook import RegisterWebhook
    from chalicelib.services.webhooks.resend_events import ResendEvents
    from chalicelib.services.webhooks.show_webhooks import ShowWebhooks


class Webhooks(Wired):
    @cached_property
    def deliver_webhook(self) -> "DeliverWebhook":
        from chalicelib.services.webhooks.deliver_webhook import DeliverWebhook
        from chalicelib.services.webhooks.disable_webhook import DisableWebhook
        from chalicelib.services.webhooks.drop_deliveries import DropDeliveries
        from chalicelib.services.webhooks.prepare_deliveries import PrepareDeliveries
        from chalicelib.services.webhooks.send_delivery import SendDelivery

        p = self._ports
        return DeliverWebhook(
            clock=p.clock,
            deliveries=p.deliveries,
            drop=DropDeliveries(p.clock, p.deliveries, p.webhooks),
            hints=p.hints,
            prepare=PrepareDeliveries(p.accounts, p.clock, p.deliveries, p.feed, p.webhooks),
            send=SendDelivery(
                clock=p.clock,
                deliveries=p.deliveries,
                disable=DisableWebhook(p.clock, p.hints, p.notices, p.webhooks),
                entropy=p.entropy,
                seals=p.seals,
                sender=p.webhook_sender,
            ),
            webhooks=p.webhooks,
        )

    @cached_property
    def register_webhook(self) -> "RegisterWebhook":
        from chalicelib.services.webhooks.register_webhook import RegisterWebhook

        p = self._ports
        return RegisterWebhook(
            p.clock, p.entropy, p.feed, p.hints, p.seals, p.webhook_sender, p.webhooks
        )

    @cached_property
    def resend_events(self) -> "ResendEvents":
        from chalicelib.services.webhooks.resend_events import ResendEvents

        p = self._ports
        return ResendEvents(p.deliveries, p.feed, p.hints, p.webhooks)

    @cached_property
    def show_webhooks(self) -> "ShowWebhooks":
        from chalicelib.services.webhooks.show_webhooks import ShowWebhooks

        return ShowWebhooks(self._ports.deliveries, self._ports.webhooks)
