"""The announcer, on the fake and on SNS."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from chalicelib.adapters import aws_clients
from chalicelib.adapters.sns_announcer import SnsAnnouncer
from chalicelib.domain.errors import NotToldError
from chalicelib.domain.events.event import EventKind, Told
from chalicelib.domain.ports import Announcer
from tests.builders import a_batch, an_event
from tests.fakes import FakeAnnouncer

STALLED = an_event(kind=EventKind.BATCH_STALLED, subject=a_batch().batch_id, summary="It is stuck.")
NOWHERE = "arn:aws:sns:us-east-1:123456789012:nowhere"


@dataclass(frozen=True, slots=True)
class Announcing:
    """An announcer, and the ids of the events that people and machines have heard of."""

    announcer: Announcer
    people: Callable[[], list[str]]
    machines: Callable[[], list[str]]


@pytest.fixture(params=["fake", "sns"])
def announcing(request: pytest.FixtureRequest) -> Announcing:
    if request.param == "fake":
        fake = FakeAnnouncer()
        return Announcing(
            fake,
            lambda: [event.event_id for event in fake.told],
            lambda: [told.event.event_id for told in fake.published],
        )
    request.getfixturevalue("aws")
    name = request.getfixturevalue("name")
    (alarms, people), (events, machines) = listened_topic(f"{name}-a"), listened_topic(f"{name}-e")
    return Announcing(
        SnsAnnouncer(aws_clients.sns(), alarms, events), ids_of(people), ids_of(machines)
    )


def ids_of(heard: Callable[[], list[dict[str, Any]]]) -> Callable[[], list[str]]:
    return lambda: [message["MessageAttributes"]["event_id"]["Value"] for message in heard()]


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
    announcing.announcer.announce(STALLED)
    assert announcing.people() == [STALLED.event_id]
    assert announcing.machines() == []


def test_published_events_are_heard_by_machines(announcing: Announcing) -> None:
    announcing.announcer.publish([Told(number, an_event(number)) for number in range(1, 16)])
    heard = [*announcing.machines(), *announcing.machines()]
    assert {an_event(number).event_id for number in range(1, 16)} == set(heard)
    assert announcing.people() == []


def test_machines_get_the_envelope(aws: None, name: str) -> None:
    topic, heard = listened_topic(name)
    SnsAnnouncer(aws_clients.sns(), NOWHERE, topic).publish([Told(7, STALLED)])
    (message,) = heard()
    sent = json.loads(message["Message"])
    assert (sent["id"], sent["seq"], sent["type"]) == (STALLED.event_id, 7, "batch.stalled")
    assert "summary" not in message["Message"]
    assert message["MessageAttributes"]["kind"]["Value"] == "batch.stalled"


def test_a_message_is_plain_text_with_a_short_subject(aws: None, name: str) -> None:
    topic, heard = listened_topic(name)
    SnsAnnouncer(aws_clients.sns(), topic, NOWHERE).announce(STALLED)
    (message,) = heard()
    assert message["Subject"] == f"batch.stalled {a_batch().batch_id}"
    assert str(message["Message"]).startswith("It is stuck.\n")


@pytest.mark.parametrize("which", ["fake", "sns"])
def test_a_message_that_cannot_be_handed_over_is_an_error(aws: None, which: str) -> None:
    deaf = FakeAnnouncer()
    deaf.deaf = True
    nowhere = SnsAnnouncer(aws_clients.sns(), NOWHERE, NOWHERE)
    announcers: dict[str, Announcer] = {"fake": deaf, "sns": nowhere}
    with pytest.raises(NotToldError):
        announcers[which].announce(STALLED)
    with pytest.raises(NotToldError):
        announcers[which].publish([Told(1, STALLED)])
