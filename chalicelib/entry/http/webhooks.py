"""Webhooks: POST, GET and DELETE /v1/webhooks, and what is below."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import EventId, WebhookId
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.json_body import body_of
from chalicelib.entry.http.paging import cursor_of, limit_of, unknown_cursor
from chalicelib.entry.http.problem_types import (
    BEYOND_THE_FEED,
    NOT_FOUND,
    RESENDS_WAITING,
    UNUSABLE_URL,
)
from chalicelib.entry.http.route import PAGING, Route
from chalicelib.entry.http.webhook_models import (
    DeliveriesOut,
    DeliveryOut,
    NewSecretOut,
    OneIn,
    ResendIn,
    WebhookIn,
    WebhookOut,
    WebhooksOut,
)


def register_webhook(call: Call) -> Answer:
    wanted = body_of(call, WebhookIn).wanted()
    new = call.courier.register_webhook(wanted, call.caller.reach)
    location = call.address(f"/v1/webhooks/{new.webhook.webhook_id}")
    return Answer(NewSecretOut.of_new(new), 201, {"Location": location})


def list_webhooks(call: Call) -> Answer:
    found = call.courier.show_webhooks.list(call.caller.reach)
    return Answer(WebhooksOut(webhooks=tuple(map(WebhookOut.of, found))))


def show_webhook(call: Call, webhook_id: str) -> Answer:
    webhook = call.courier.show_webhooks(WebhookId(webhook_id), call.caller.reach)
    return Answer(WebhookOut.of(webhook))


def delete_webhook(call: Call, webhook_id: str) -> Answer:
    deleted = call.courier.register_webhook.delete(WebhookId(webhook_id), call.caller.reach)
    return Answer(WebhookOut.of(deleted))


def enable_webhook(call: Call, webhook_id: str) -> Answer:
    enabled = call.courier.register_webhook.enable(WebhookId(webhook_id), call.caller.reach)
    return Answer(WebhookOut.of(enabled))


def rotate_secret(call: Call, webhook_id: str) -> Answer:
    new = call.courier.register_webhook.rotate(WebhookId(webhook_id), call.caller.reach)
    return Answer(NewSecretOut.of_new(new))


def resend_events(call: Call, webhook_id: str) -> Answer:
    asked, identifier = body_of(call, ResendIn).root, WebhookId(webhook_id)
    resend, reach = call.courier.resend_events, call.caller.reach
    if isinstance(asked, OneIn):
        webhook = resend.one(identifier, EventId(asked.event_id), reach)
    else:
        webhook = resend.some(identifier, asked.replay(), reach)
    location = call.address(f"/v1/webhooks/{webhook.webhook_id}/deliveries")
    return Answer(WebhookOut.of(webhook), 202, {"Location": location})


def list_deliveries(call: Call, webhook_id: str) -> Answer:
    limit, cursor = limit_of(call), cursor_of(call)
    log, reach = call.courier.show_webhooks.log, call.caller.reach
    try:
        page = log(WebhookId(webhook_id), reach, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    deliveries = tuple(map(DeliveryOut.of, page.items))
    return Answer(DeliveriesOut(deliveries=deliveries, next_cursor=page.next_cursor))


ROUTES = (
    Route(
        "POST",
        "/v1/webhooks",
        register_webhook,
        "An endpoint that is told of events from now on; its secret is shown this once.",
        NewSecretOut,
        Scope.WEBHOOKS_WRITE,
        statuses=(201,),
        takes=WebhookIn,
        problems=(NOT_FOUND, UNUSABLE_URL),
        shows_secret=True,
    ),
    Route(
        "GET",
        "/v1/webhooks",
        list_webhooks,
        "All of your webhooks.",
        WebhooksOut,
        Scope.WEBHOOKS_READ,
    ),
    Route(
        "GET",
        "/v1/webhooks/{webhook_id}",
        show_webhook,
        "One webhook.",
        WebhookOut,
        Scope.WEBHOOKS_READ,
    ),
    Route(
        "DELETE",
        "/v1/webhooks/{webhook_id}",
        delete_webhook,
        "Takes it away; nothing is sent to it any more.",
        WebhookOut,
        Scope.WEBHOOKS_WRITE,
    ),
    Route(
        "POST",
        "/v1/webhooks/{webhook_id}/enable",
        enable_webhook,
        "One that was disabled goes on where it stopped.",
        WebhookOut,
        Scope.WEBHOOKS_WRITE,
    ),
    Route(
        "POST",
        "/v1/webhooks/{webhook_id}/secret",
        rotate_secret,
        "Another secret, shown this once; the present one signs beside it for a day.",
        NewSecretOut,
        Scope.WEBHOOKS_WRITE,
        shows_secret=True,
    ),
    Route(
        "POST",
        "/v1/webhooks/{webhook_id}/resend",
        resend_events,
        "Sends one event, or some of the feed, once more.",
        WebhookOut,
        Scope.WEBHOOKS_RESEND,
        statuses=(202,),
        takes=ResendIn,
        problems=(BEYOND_THE_FEED, RESENDS_WAITING),
    ),
    Route(
        "GET",
        "/v1/webhooks/{webhook_id}/deliveries",
        list_deliveries,
        "What became of each event, those of the latest first; kept for 90 days.",
        DeliveriesOut,
        Scope.WEBHOOKS_READ,
        query=PAGING,
    ),
)
