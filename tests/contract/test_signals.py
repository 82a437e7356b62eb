"""Clock, entropy, secrets, hints and meter, on the fakes and on what is real."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

import pytest

from chalicelib.adapters import aws_clients
from chalicelib.adapters.emf_meter import EmfMeter
from chalicelib.adapters.secrets_manager import SecretsManager
from chalicelib.adapters.sqs_hints import Queues, SqsHints
from chalicelib.adapters.system_clock import SystemClock, SystemEntropy
from chalicelib.domain.account import Credentials
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, ResponseId, WebhookId
from chalicelib.domain.ports import Clock, Entropy, Hints, Meter, Secrets
from tests.builders import ACCOUNT
from tests.fakes import (
    FakeHints,
    FakeMeter,
    FakeSecrets,
    FixedClock,
    Measured,
    SeededEntropy,
    SteppingClock,
)

RESPONSE = ResponseId("rsp_sample")
WEBHOOK = WebhookId("whk_sample")


@pytest.mark.parametrize("clock", [FixedClock(), SteppingClock(), SystemClock()])
def test_clocks_tell_aware_utc_and_never_run_backwards(clock: Clock) -> None:
    first, second = clock.now(), clock.now()
    assert first.tzinfo is UTC
    assert second >= first


def test_a_fixed_clock_stands_until_it_is_advanced() -> None:
    clock = FixedClock()
    before = clock.now()
    clock.advance(timedelta(hours=1))
    assert clock.now() - before == timedelta(hours=1)


@pytest.mark.parametrize("entropy", [SeededEntropy(), SystemEntropy()])
def test_entropy_gives_as_many_bytes_as_asked_and_never_the_same(entropy: Entropy) -> None:
    drawn = {entropy(16) for _ in range(100)}
    assert len(drawn) == 100
    assert {len(some) for some in drawn} == {16}


@pytest.fixture(params=["fake", "secrets_manager"])
def secrets(request: pytest.FixtureRequest) -> Secrets:
    if request.param == "fake":
        return FakeSecrets()
    prefix = request.getfixturevalue("name") + "/"
    request.getfixturevalue("aws")
    return SecretsManager(aws_clients.secrets_manager(), prefix)


class TestSecrets:
    def test_the_first_password_is_in_use_as_it_was_stored(self, secrets: Secrets) -> None:
        secrets.store(ACCOUNT, 'sëcret "1"')
        stored = secrets.credentials(ACCOUNT)
        assert (stored.current.password, stored.pending) == ('sëcret "1"', None)
        assert stored.current.set_at.tzinfo is UTC

    def test_a_later_password_is_pending_in_a_version_of_its_own(self, secrets: Secrets) -> None:
        secrets.store(ACCOUNT, "old")
        old = secrets.credentials(ACCOUNT)
        for password in ("newer", "newest"):
            secrets.store(ACCOUNT, password)
        both = secrets.credentials(ACCOUNT)
        assert both.current == old.current
        assert both.pending is not None
        assert both.pending.password == "newest"
        assert both.pending.version != both.current.version

    def test_a_promoted_password_is_in_use_and_nothing_is_pending(self, secrets: Secrets) -> None:
        secrets.store(ACCOUNT, "old")
        secrets.store(ACCOUNT, "new")
        both = secrets.credentials(ACCOUNT)
        for _ in range(2):
            secrets.promote(ACCOUNT, both)
            assert secrets.credentials(ACCOUNT) == Credentials(both.pending or both.current)

    def test_after_a_promotion_the_next_password_is_pending_again(self, secrets: Secrets) -> None:
        for password in ("old", "new"):
            secrets.store(ACCOUNT, password)
        secrets.promote(ACCOUNT, secrets.credentials(ACCOUNT))
        secrets.store(ACCOUNT, "newest")
        both = secrets.credentials(ACCOUNT)
        assert both.pending is not None
        assert (both.current.password, both.pending.password) == ("new", "newest")

    def test_a_password_stored_meanwhile_stays_pending(self, secrets: Secrets) -> None:
        for password in ("old", "new"):
            secrets.store(ACCOUNT, password)
        tried = secrets.credentials(ACCOUNT)
        secrets.store(ACCOUNT, "newest")
        secrets.promote(ACCOUNT, tried)
        both = secrets.credentials(ACCOUNT)
        assert both.pending is not None
        assert (both.current.password, both.pending.password) == ("new", "newest")

    def test_an_account_without_a_password_is_not_found(self, secrets: Secrets) -> None:
        secrets.store(ACCOUNT, "secret")
        with pytest.raises(NotFoundError, match="acc_other"):
            secrets.credentials(AccountId("acc_other"))


@dataclass(frozen=True, slots=True)
class Hinting:
    """Hints, and what was sent so far: ids of accounts, of responses, and of webhooks."""

    hints: Hints
    sent: Callable[[], tuple[list[str], list[str], list[str]]]


@pytest.fixture(params=["fake", "sqs"])
def hinting(request: pytest.FixtureRequest) -> Hinting:
    if request.param == "fake":
        fake = FakeHints()
        return Hinting(
            fake,
            lambda: (
                list(fake.visits),
                list(fake.responses),
                [each for each, _ in fake.deliveries],
            ),
        )
    request.getfixturevalue("aws")
    name, client = request.getfixturevalue("name"), aws_clients.sqs()
    visits, responses, events, webhooks = (
        client.create_queue(QueueName=f"{name}-{kind}")["QueueUrl"]
        for kind in ("visits", "responses", "events", "webhooks")
    )

    def received(queue_url: str, field: str) -> list[str]:
        messages = client.receive_message(
            QueueUrl=queue_url, MaxNumberOfMessages=10, WaitTimeSeconds=3
        )
        return [json.loads(message["Body"])[field] for message in messages.get("Messages", ())]

    return Hinting(
        SqsHints(client, Queues(visits, responses, events, webhooks), FixedClock()),
        lambda: (
            received(visits, "account_id"),
            received(responses, "response_id"),
            received(webhooks, "webhook_id"),
        ),
    )


def test_each_hint_goes_its_own_way(hinting: Hinting) -> None:
    hinting.hints.visit(ACCOUNT)
    hinting.hints.apply(RESPONSE)
    hinting.hints.deliver(WEBHOOK)
    assert hinting.sent() == ([ACCOUNT], [RESPONSE], [WEBHOOK])


def test_a_hint_tells_when_it_was_asked_for_and_may_wait(aws: None, name: str) -> None:
    client = aws_clients.sqs()
    queue = client.create_queue(QueueName=name)["QueueUrl"]
    hints = SqsHints(client, Queues(queue, queue, queue, queue), FixedClock())
    hints.visit(ACCOUNT)
    (message,) = client.receive_message(QueueUrl=queue)["Messages"]
    assert json.loads(message["Body"])["asked_at"] == "2026-03-02T08:00:00+00:00"
    hints.visit(ACCOUNT, timedelta(minutes=15))
    assert "Messages" not in client.receive_message(QueueUrl=queue)


def test_no_hint_comes_before_its_time(aws: None, name: str) -> None:
    client, waits = aws_clients.sqs(), list[int]()
    queue = client.create_queue(QueueName=name)["QueueUrl"]
    client.meta.events.register(
        "before-parameter-build.sqs.SendMessage",
        lambda params, **_: waits.append(params["DelaySeconds"]),
    )
    hints = SqsHints(client, Queues(queue, queue, queue, queue), FixedClock())
    for seconds in (5, 5.1, 900):
        hints.deliver(WEBHOOK, timedelta(seconds=seconds))
    assert waits == [5, 6, 900]


def test_events_are_looked_for_only_when_the_index_can_know_of_them(aws: None, name: str) -> None:
    client = aws_clients.sqs()
    queue = client.create_queue(QueueName=name)["QueueUrl"]
    SqsHints(client, Queues("", "", queue, ""), FixedClock()).publish()
    assert "Messages" not in client.receive_message(QueueUrl=queue)
    (message,) = client.receive_message(QueueUrl=queue, WaitTimeSeconds=5)["Messages"]
    assert json.loads(message["Body"]) == {}


def test_a_hint_that_cannot_be_sent_is_only_a_warning(
    aws: None, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = "http://127.0.0.1:9/none"
    hints = SqsHints(aws_clients.sqs(), Queues(nowhere, nowhere, nowhere, nowhere), FixedClock())
    hints.visit(ACCOUNT)
    assert [record.levelname for record in caplog.records if "hint" in record.message] == [
        "WARNING"
    ]


@dataclass(frozen=True, slots=True)
class Metering:
    """A meter, and the figures that it has told so far."""

    meter: Meter
    measured: Callable[[], set[Measured]]


@pytest.fixture(params=["fake", "emf"])
def metering(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Metering:
    if request.param == "fake":
        fake = FakeMeter()
        return Metering(fake, lambda: {*fake.gauges, *fake.counts})

    def measured() -> set[Measured]:
        lines = capsys.readouterr().out.splitlines()
        return {_figure(json.loads(line)) for line in lines}

    return Metering(EmfMeter("ClaimCourier", "claim-courier", "test"), measured)


def _figure(line: dict[str, Any]) -> Measured:
    """The figure of an EMF line. An account is no dimension: each would be billed as a metric."""
    (metadata,) = line["_aws"]["CloudWatchMetrics"]
    (metric,) = metadata["Metrics"]
    (value,) = line[metric["Name"]]
    (dimensions,) = metadata["Dimensions"]
    assert metadata["Namespace"] == "ClaimCourier"
    assert {name: line[name] for name in dimensions} == {
        "service": "claim-courier",
        "stage": "test",
    }
    return Measured(metric["Name"], value, line.get("account_id"))


def test_a_gauge_tells_its_account(metering: Metering) -> None:
    metering.meter.gauge_seconds("Age", 3600.5, ACCOUNT)
    metering.meter.gauge_seconds("Age", 7200.0)
    assert metering.measured() == {Measured("Age", 3600.5, ACCOUNT), Measured("Age", 7200.0)}


def test_a_count_tells_its_account(metering: Metering) -> None:
    metering.meter.count("UnknownResponses", account_id=ACCOUNT)
    metering.meter.count("UndeliverableDrops", 3)
    assert metering.measured() == {
        Measured("UnknownResponses", 1, ACCOUNT),
        Measured("UndeliverableDrops", 3),
    }


def test_a_figure_is_in_the_unit_that_its_kind_says(capsys: pytest.CaptureFixture[str]) -> None:
    meter = EmfMeter("ClaimCourier", "claim-courier", "test")
    meter.gauge_seconds("Age", 1.0)
    meter.count("Visits")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    units = [line["_aws"]["CloudWatchMetrics"][0]["Metrics"][0]["Unit"] for line in lines]
    assert units == ["Seconds", "Count"]
