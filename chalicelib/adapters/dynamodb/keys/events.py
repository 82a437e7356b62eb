"""Events on their way into the feed, the feed, and who follows it."""

from chalicelib.adapters.dynamodb.keys.prefix import ANY, Key, Prefix
from chalicelib.domain.identifiers import EventId, WebhookId

EVENTS_PER_PARTITION = 10_000
"""More than ever stand together in the feed, so that what comes next is never two partitions on."""


def notices(series: str) -> Key:
    """What the keys of all notices of a series begin with."""
    return Key(Prefix.NOTICE.of(series), Prefix.NOTICE.of(*ANY))


def notice(series: str, number: int) -> Key:
    return Key(Prefix.NOTICE.of(series), Prefix.NOTICE.of(f"{number:05d}"))


def feed_head() -> Key:
    return Key(Prefix.FEED, Prefix.FEED)


def feed_part(last: int) -> Key:
    """Of events that stand together in the feed, by the number of the last of them; numbers of the
    same ten thousand share a partition."""
    return Key(Prefix.FEED.of(f"{last // EVENTS_PER_PARTITION:09d}"), f"{last:013d}")


def follower(name: str) -> Key:
    return Key(Prefix.FOLLOWER.of(name), Prefix.FOLLOWER)


def webhook(webhook_id: WebhookId) -> Key:
    return Key(Prefix.WEBHOOK.of(webhook_id), Prefix.WEBHOOK)


def delivery(webhook_id: WebhookId, event_id: EventId) -> Key:
    return Key(Prefix.DELIVERY.of(webhook_id, event_id), Prefix.DELIVERY)
