"""Webhooks, deliveries and seals, on the fakes and on what is real."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.adapters import aws_clients
from chalicelib.adapters.dynamodb.deliveries import DynamoDeliveries
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.adapters.dynamodb.webhooks import DynamoWebhooks
from chalicelib.adapters.kms_seals import KmsSeals
from chalicelib.domain.account import AccountMode
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.identifiers import EventId, WebhookId
from chalicelib.domain.ports import Deliveries, Seals, Webhooks
from chalicelib.domain.webhooks.delivery import Attempt, Delivery
from chalicelib.domain.webhooks.webhook import Replay, SealedSecret, Webhook, WhyDisabled
from tests.builders import MORNING, PRACTICE, an_event, later
from tests.contract.races import race, succeeds
from tests.fakes import FakeDeliveries, FakeSeals, FakeWebhooks

WEBHOOK = WebhookId("whk_sample")


def a_webhook(number: int = 1) -> Webhook:
    return Webhook(
        webhook_id=WebhookId(f"whk_{number}"),
        url="https://example.com/hook",
        practice_ids=(PRACTICE,),
        modes=(AccountMode.TEST,),
        kinds=(EventKind.CLAIM_PAID,),
        created_at=MORNING,
        secrets=(SealedSecret("sealed", MORNING),),
        position=7,
        replays=(Replay(1, 5),),
    )


def a_delivery(number: int = 1) -> Delivery:
    at = later(minutes=number)
    return Delivery(WEBHOOK, number, an_event(number), at, at)


@pytest.fixture(params=["fake", "dynamodb"])
def webhooks(request: pytest.FixtureRequest) -> Webhooks:
    if request.param == "fake":
        return FakeWebhooks()
    return DynamoWebhooks(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def deliveries(request: pytest.FixtureRequest) -> Deliveries:
    if request.param == "fake":
        return FakeDeliveries()
    return DynamoDeliveries(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "kms"])
def seals(request: pytest.FixtureRequest) -> Seals:
    if request.param == "fake":
        return FakeSeals()
    request.getfixturevalue("aws")
    client = aws_clients.kms()
    return KmsSeals(client, client.create_key()["KeyMetadata"]["Arn"])


class TestWebhooks:
    def test_what_is_stored_is_found_and_listed(self, webhooks: Webhooks) -> None:
        for number in (2, 1):
            webhooks.add(a_webhook(number))
        assert webhooks.get(a_webhook(1).webhook_id) == a_webhook(1)
        assert webhooks.all() == (a_webhook(1), a_webhook(2))
        with pytest.raises(NotFoundError):
            webhooks.get(WebhookId("whk_other"))

    def test_a_disabled_one_is_listed_and_a_deleted_one_until_it_is_left(
        self, webhooks: Webhooks
    ) -> None:
        for number in (1, 2):
            webhooks.add(a_webhook(number))
        disabled = a_webhook(1).disable(WhyDisabled.GONE, MORNING)
        webhooks.advance(a_webhook(1), disabled)
        deleted = a_webhook(2).delete(MORNING)
        webhooks.advance(a_webhook(2), deleted)
        assert webhooks.all() == (disabled, deleted)
        left = deleted.leave(later(minutes=15))
        webhooks.advance(deleted, left)
        assert webhooks.all() == (disabled,)
        assert webhooks.get(left.webhook_id) == left

    def test_of_many_changes_at_the_same_moment_one_is_made(self, webhooks: Webhooks) -> None:
        webhooks.add(a_webhook())
        won = race(
            lambda who: succeeds(lambda: webhooks.advance(a_webhook(), a_webhook().go_on(who)))
        )
        assert won.count(True) == 1


class TestDeliveries:
    def test_an_event_is_on_its_way_to_a_webhook_once(self, deliveries: Deliveries) -> None:
        assert deliveries.add(a_delivery()) == a_delivery()
        later_on = replace(a_delivery(), due_at=later(hours=1))
        assert deliveries.add(later_on) == a_delivery()
        assert deliveries.find(WEBHOOK, a_delivery().event.event_id) == a_delivery()
        assert deliveries.find(WEBHOOK, EventId("evt_other")) is None

    def test_those_that_are_due_come_in_order(self, deliveries: Deliveries) -> None:
        for number in (3, 1, 2, 9):
            deliveries.add(a_delivery(number))
        due = [a_delivery(1), a_delivery(2), a_delivery(3)]
        assert list(deliveries.due(WEBHOOK, later(minutes=3), 10)) == due
        assert list(deliveries.due(WEBHOOK, later(minutes=3), 2)) == due[:2]
        assert deliveries.due(WebhookId("whk_other"), later(hours=1), 10) == ()

    def test_one_of_many_begins_a_try(self, deliveries: Deliveries) -> None:
        deliveries.add(a_delivery())
        begun = a_delivery().begin(MORNING)
        won = race(lambda _: succeeds(lambda: deliveries.advance(a_delivery(), begun)))
        assert won.count(True) == 1
        assert deliveries.due(WEBHOOK, later(seconds=59), 10) == ()

    def test_what_has_ended_is_due_no_more_but_in_the_log(self, deliveries: Deliveries) -> None:
        for number in (1, 2, 3):
            deliveries.add(a_delivery(number))
        begun = a_delivery(2).begin(MORNING)
        ended = begun.end(Attempt(MORNING, 204), timedelta(), 0)
        deliveries.advance(a_delivery(2), begun)
        deliveries.advance(begun, ended)
        assert deliveries.due(WEBHOOK, later(hours=1), 10) == (a_delivery(1), a_delivery(3))
        page = deliveries.of_webhook(WEBHOOK, 2, None)
        assert page.items == (a_delivery(3), ended)
        rest = deliveries.of_webhook(WEBHOOK, 2, page.next_cursor)
        assert (rest.items, rest.next_cursor) == ((a_delivery(1),), None)
        with pytest.raises(ValueError, match="cursor"):
            deliveries.of_webhook(WebhookId("whk_other"), 2, page.next_cursor)


def test_the_table_takes_away_what_has_ended_and_nothing_that_waits(table: Table) -> None:
    deliveries = DynamoDeliveries(table)

    def expiry() -> object:
        (row,) = table.client.scan(TableName=table.name)["Items"]
        return row.get("expires_at")

    deliveries.add(a_delivery())
    assert expiry() is None
    begun = a_delivery().begin(MORNING)
    ended = begun.end(Attempt(MORNING, 204), timedelta(), 0)
    deliveries.advance(a_delivery(), begun)
    deliveries.advance(begun, ended)
    assert expiry() == {"N": str(int(later(days=90).timestamp()))}
    deliveries.advance(ended, ended.again(later(days=89)))
    assert expiry() is None


def test_a_seal_hides_the_secret_and_opens_for_its_webhook_alone(seals: Seals) -> None:
    sealed = seals.seal(WEBHOOK, b"a secret of 32 bytes, or nearly.")
    assert "secret" not in sealed
    assert seals.open(WEBHOOK, sealed) == b"a secret of 32 bytes, or nearly."
    with pytest.raises(Exception):  # noqa: B017, PT011 - each store has an error of its own
        seals.open(WebhookId("whk_other"), sealed)
