"""What the watch remembers and tells, on the fakes and on what is real."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from chalicelib.adapters import aws_clients
from chalicelib.adapters.dynamodb.account_watches import DynamoAccountWatches, DynamoLatenesses
from chalicelib.adapters.dynamodb.watch_events import DynamoWatchEvents
from chalicelib.adapters.sns_announcer import SnsAnnouncer
from chalicelib.domain.account_watch import AccountWatch
from chalicelib.domain.errors import ConflictError, NotToldError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.lateness import Lateness, Sample
from chalicelib.domain.ports import AccountWatches, Announcer, Latenesses, WatchEvents
from chalicelib.domain.watch_event import EventKind, WatchEvent, batch_event
from tests.builders import ACCOUNT, MORNING, a_batch, a_diagnosis, later
from tests.contract.races import race, succeeds
from tests.fakes import FakeAccountWatches, FakeAnnouncer, FakeLatenesses, FakeWatchEvents

OTHER = AccountId("acc_other")


def an_event(number: int = 1) -> WatchEvent:
    """The stall of batch `number`, that many minutes after MORNING."""
    at = later(minutes=number)
    return batch_event(EventKind.BATCH_STALLED, a_batch(number), at, at, "It is stuck.")


@pytest.fixture(params=["fake", "dynamodb"])
def events(request: pytest.FixtureRequest) -> WatchEvents:
    if request.param == "fake":
        return FakeWatchEvents()
    return DynamoWatchEvents(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def watches(request: pytest.FixtureRequest) -> AccountWatches:
    if request.param == "fake":
        return FakeAccountWatches()
    return DynamoAccountWatches(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def latenesses(request: pytest.FixtureRequest) -> Latenesses:
    if request.param == "fake":
        return FakeLatenesses()
    return DynamoLatenesses(request.getfixturevalue("table"))


class TestWatchEvents:
    def test_untold_events_are_listed_oldest_first(self, events: WatchEvents) -> None:
        for number in (2, 3, 1):
            events.add(an_event(number))
        assert events.untold() == (an_event(1), an_event(2), an_event(3))

    def test_an_event_that_was_told_is_listed_no_more_and_stays_told(
        self, events: WatchEvents
    ) -> None:
        events.add(an_event())
        events.advance(an_event(), an_event().told())
        events.add(an_event())
        assert events.untold() == ()

    def test_exactly_one_takes_an_event_to_tell_it(self, events: WatchEvents) -> None:
        events.add(an_event())
        taken = an_event().begin_telling(MORNING)
        won = race(lambda _: succeeds(lambda: events.advance(an_event(), taken)))
        assert won.count(True) == 1
        assert events.untold() == (taken,)


class TestAccountWatches:
    def test_a_watch_is_fresh_until_something_is_noted(self, watches: AccountWatches) -> None:
        fresh = watches.get(ACCOUNT)
        assert fresh == AccountWatch(ACCOUNT)
        noted = fresh.note_silence(MORNING).note_diagnosis(a_diagnosis()).next()
        watches.advance(fresh, noted)
        assert watches.get(ACCOUNT) == noted
        assert watches.get(OTHER) == AccountWatch(OTHER)

    def test_what_was_noted_meanwhile_is_a_conflict(self, watches: AccountWatches) -> None:
        fresh = watches.get(ACCOUNT)
        first = fresh.note_silence(MORNING).next()
        watches.advance(fresh, first)
        with pytest.raises(ConflictError):
            watches.advance(fresh, fresh.note_diagnosis(a_diagnosis()).next())
        second = first.note_diagnosis(a_diagnosis()).next()
        watches.advance(first, second)
        with pytest.raises(ConflictError):
            watches.advance(first, second)
        assert watches.get(ACCOUNT) == second


class TestLatenesses:
    def test_what_was_learned_is_kept_for_each_payer(self, latenesses: Latenesses) -> None:
        empty = latenesses.get(ACCOUNT, "62308")
        assert empty == Lateness(ACCOUNT, "62308")
        learned = empty.learn([Sample(MORNING, a_batch().batch_id, 30)])
        latenesses.advance(empty, learned)
        assert latenesses.get(ACCOUNT, "62308") == learned
        assert latenesses.get(ACCOUNT, "00570") == Lateness(ACCOUNT, "00570")

    def test_what_was_learned_meanwhile_is_a_conflict(self, latenesses: Latenesses) -> None:
        empty = latenesses.get(ACCOUNT, "62308")
        first = empty.learn([Sample(MORNING, a_batch(1).batch_id, 30)])
        latenesses.advance(empty, first)
        second = empty.learn([Sample(MORNING, a_batch(2).batch_id, 40)])
        with pytest.raises(ConflictError):
            latenesses.advance(empty, second)
        assert latenesses.get(ACCOUNT, "62308") == first


@dataclass(frozen=True, slots=True)
class Announcing:
    """An announcer, and the ids of the events that somebody has heard of."""

    announcer: Announcer
    heard: Callable[[], list[str]]


@pytest.fixture(params=["fake", "sns"])
def announcing(request: pytest.FixtureRequest) -> Announcing:
    if request.param == "fake":
        fake = FakeAnnouncer()
        return Announcing(fake, lambda: [event.event_id for event in fake.told])
    request.getfixturevalue("aws")
    topic, heard = listened_topic(request.getfixturevalue("name"))
    return Announcing(
        SnsAnnouncer(aws_clients.sns(), topic),
        lambda: [message["MessageAttributes"]["event_id"]["Value"] for message in heard()],
    )


def listened_topic(name: str) -> tuple[str, Callable[[], list[dict[str, Any]]]]:
    """A topic, and what came to a queue that listens to it."""
    sns, sqs = aws_clients.sns(), aws_clients.sqs()
    topic = sns.create_topic(Name=name)["TopicArn"]
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn["QueueArn"])

    def heard() -> list[dict[str, Any]]:
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(message["Body"]) for message in messages]

    return topic, heard


def test_an_announced_event_is_heard(announcing: Announcing) -> None:
    announcing.announcer.announce(an_event())
    assert announcing.heard() == [an_event().event_id]


def test_a_message_is_plain_text_with_a_short_subject(aws: None, name: str) -> None:
    topic, heard = listened_topic(name)
    SnsAnnouncer(aws_clients.sns(), topic).announce(an_event())
    (message,) = heard()
    assert message["Subject"] == f"batch.stalled {a_batch().batch_id}"
    assert str(message["Message"]).startswith("It is stuck.\n")


@pytest.mark.parametrize("which", ["fake", "sns"])
def test_a_message_that_cannot_be_handed_over_is_an_error(aws: None, which: str) -> None:
    deaf = FakeAnnouncer()
    deaf.deaf = True
    nowhere = SnsAnnouncer(aws_clients.sns(), "arn:aws:sns:us-east-1:123456789012:nowhere")
    announcers: dict[str, Announcer] = {"fake": deaf, "sns": nowhere}
    with pytest.raises(NotToldError):
        announcers[which].announce(an_event())
