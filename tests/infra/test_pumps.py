"""Events reach the functions as on AWS: from queues, from rules, by the clock."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infra.cloud.template import build_template
from infra.sandbox.clock import SandboxClock
from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.functions import Functions
from infra.sandbox.metrics import MetricBoard
from infra.sandbox.provisioner.provision import provision
from infra.sandbox.provisioner.provisioned import Provisioned
from infra.sandbox.pumps.assembly import PumpAssembly
from infra.sandbox.pumps.schedule_pump import SchedulePump
from tests.infra import stand_in_app
from tests.infra.builders import Handler, app_of, function, queue
from tests.infra.waiting import eventually

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
# So fast that a retry comes at once.
FAST = 1e9
FUNCTIONS = (
    "receive_dropped_file",
    "visit_clearinghouse",
    "apply_response",
    "sweep",
    "watch_stalls",
    "draw_statements",
    "drill_archive",
)


def queue_template() -> dict[str, Any]:
    redrive = {"deadLetterTargetArn": {"Fn::GetAtt": ["Aside", "Arn"]}, "maxReceiveCount": 2}
    event = {
        "Type": "SQS",
        "Properties": {"Queue": {"Fn::GetAtt": ["Work", "Arn"]}, "BatchSize": 1},
    }
    return {
        "Resources": {
            "Work": queue(VisibilityTimeout=180, RedrivePolicy=redrive),
            "Aside": queue(),
            "Worker": function("work", {"Work": event}),
        }
    }


@contextmanager
def pumping(
    clients: Clients, made: Provisioned, handlers: Mapping[str, Handler], speed: float = FAST
) -> Iterator[Functions]:
    clock = SandboxClock()
    functions = Functions(app_of(**handlers), MetricBoard(clients.cloudwatch), clock.now)
    threads = PumpAssembly(clients, functions, clock, speed).threads(made)
    for thread in threads:
        thread.start()
    yield functions
    for thread in threads:
        thread.ask_to_stop()
    for thread in threads:
        thread.join()


def messages_in(clients: Clients, queue_url: str) -> int:
    attributes = clients.sqs.get_queue_attributes(
        QueueUrl=queue_url,
        AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    )["Attributes"]
    return sum(int(number) for number in attributes.values())


def test_a_message_starts_its_function_and_is_gone(clients: Clients) -> None:
    made = provision(queue_template(), clients, "ok", {})
    events: list[Mapping[str, Any]] = []
    with pumping(clients, made, {"work": lambda event, _context: events.append(event)}):
        clients.sqs.send_message(QueueUrl=made.ref("Work"), MessageBody="hello")
        assert eventually(lambda: events and not messages_in(clients, made.ref("Work")))
    assert messages_in(clients, made.ref("Aside")) == 0
    (event,) = events
    (record,) = event["Records"]
    assert record["body"] == "hello"
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"] == made.resources["Work"].attributes["Arn"]
    assert record["attributes"]["ApproximateReceiveCount"] == "1"


def test_a_failed_message_comes_again(clients: Clients) -> None:
    made = provision(queue_template(), clients, "again", {})
    attempts: list[str] = []

    def work(event: Mapping[str, Any], _context: object) -> None:
        attempts.append(event["Records"][0]["attributes"]["ApproximateReceiveCount"])
        if len(attempts) == 1:
            raise RuntimeError("not yet")

    with pumping(clients, made, {"work": work}) as functions:
        clients.sqs.send_message(QueueUrl=made.ref("Work"), MessageBody="hello")
        assert eventually(lambda: not messages_in(clients, made.ref("Work")))
    assert attempts == ["1", "2"]
    assert messages_in(clients, made.ref("Aside")) == 0
    (failure,) = functions.failures
    assert (failure.function, failure.error) == ("again-Worker", "RuntimeError")
    assert "not yet" in failure.trace


def test_a_message_that_always_fails_is_set_aside(clients: Clients) -> None:
    made = provision(queue_template(), clients, "aside", {})

    def work(_event: Mapping[str, Any], _context: object) -> None:
        raise RuntimeError

    with pumping(clients, made, {"work": work}) as functions:
        clients.sqs.send_message(QueueUrl=made.ref("Work"), MessageBody="hello")
        assert eventually(lambda: messages_in(clients, made.ref("Aside")) == 1)
    assert len(functions.failures) == 2
    assert messages_in(clients, made.ref("Work")) == 0


def test_a_failed_message_stays_hidden_for_its_share_of_the_visibility(clients: Clients) -> None:
    made = provision(queue_template(), clients, "hidden", {})

    def work(_event: Mapping[str, Any], _context: object) -> None:
        raise RuntimeError

    with pumping(clients, made, {"work": work}, speed=1) as functions:
        clients.sqs.send_message(QueueUrl=made.ref("Work"), MessageBody="hello")
        assert eventually(lambda: len(functions.failures) == 1)
        clients.sqs.send_message(QueueUrl=made.ref("Work"), MessageBody="another")
        assert eventually(lambda: len(functions.failures) == 2)
    assert messages_in(clients, made.ref("Work")) == 2


def test_a_function_sees_how_long_it_may_run(clients: Clients) -> None:
    made = provision(queue_template(), clients, "context", {})
    contexts: list[Any] = []
    with pumping(clients, made, {"work": lambda _event, context: contexts.append(context)}):
        clients.sqs.send_message(QueueUrl=made.ref("Work"), MessageBody="hello")
        assert eventually(lambda: contexts)
    (context,) = contexts
    assert 0 < context.get_remaining_time_in_millis() <= 30_000
    assert context.function_name == "context-Worker"
    assert context.memory_limit_in_mb == 512
    assert context.invoked_function_arn.endswith(":function:context-Worker")


@pytest.fixture(scope="module")
def stack(clients: Clients) -> Provisioned:
    return provision(build_template(stand_in_app.app), clients, "whole", {})


def quiet(**handlers: Handler) -> dict[str, Handler]:
    """All the functions of the stack, doing nothing but what is given."""
    idle: dict[str, Handler] = dict.fromkeys(FUNCTIONS, lambda _event, _context: None)
    return idle | handlers


def test_a_dropped_file_starts_its_function(clients: Clients, stack: Provisioned) -> None:
    events: list[Mapping[str, Any]] = []
    handlers = quiet(receive_dropped_file=lambda event, _context: events.append(event))
    with pumping(clients, stack, handlers):
        bucket = stack.ref("IntakeBucket")
        clients.s3.put_object(Bucket=bucket, Key="uploads/other", Body=b"x")
        clients.s3.put_object(Bucket=bucket, Key="drop/prc 1/ä+b.837", Body=b"ISA")
        assert eventually(lambda: events)
    (event,) = events
    assert (event["source"], event["detail-type"]) == ("aws.s3", "Object Created")
    assert event["detail"]["bucket"]["name"] == bucket
    assert event["detail"]["object"]["key"] == "drop/prc 1/ä+b.837"


def test_a_dropped_file_that_is_never_received_is_set_aside(
    clients: Clients, stack: Provisioned
) -> None:
    def receive(_event: Mapping[str, Any], _context: object) -> None:
        raise RuntimeError

    with pumping(clients, stack, quiet(receive_dropped_file=receive)) as functions:
        clients.s3.put_object(Bucket=stack.ref("IntakeBucket"), Key="drop/p/x", Body=b"x")
        aside = stack.ref("DropDeadLetters")
        assert eventually(lambda: messages_in(clients, aside) == 1)
    assert len(functions.failures) == 3
    (message,) = clients.sqs.receive_message(QueueUrl=aside)["Messages"]
    assert json.loads(message["Body"])["detail"]["object"]["key"] == "drop/p/x"


def test_the_schedules_start_their_functions_at_once(clients: Clients, stack: Provisioned) -> None:
    events: list[Mapping[str, Any]] = []
    handlers = quiet(sweep=lambda event, _context: events.append(event))
    with pumping(clients, stack, handlers, speed=1):
        assert eventually(lambda: events)
    assert len(events) == 1
    assert events[0]["detail-type"] == "Scheduled Event"


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        return self.time

    def wait(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


def test_a_schedule_is_due_at_once_and_then_every_so_often() -> None:
    watch, fired = Watch(), list[datetime]()
    pump = SchedulePump(timedelta(seconds=2), watch.now, fired.append)
    for _ in range(9):
        pump.turn()
        watch.wait(0.5)
    assert fired == [NOON + timedelta(seconds=seconds) for seconds in (0, 2, 4)]


def test_a_schedule_does_not_make_up_for_what_it_missed() -> None:
    watch, fired = Watch(), list[datetime]()
    pump = SchedulePump(timedelta(minutes=5), watch.now, fired.append)
    pump.turn()
    watch.wait(73 * 60 * 60)
    pump.turn()
    pump.turn()
    assert fired == [NOON, NOON + timedelta(hours=73)]
