"""Builds the pumps that a provisioned template asks for."""

import json
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from infra.sandbox.clock import SandboxClock
from infra.sandbox.embedded_aws.clients import ACCOUNT_ID, REGION, Clients
from infra.sandbox.functions import Functions
from infra.sandbox.provisioner.provisioned import (
    DeployedFunction,
    MatchingEvents,
    Provisioned,
    QueueEvents,
    Schedule,
    Trigger,
)
from infra.sandbox.pumps.events import matching_event, queue_event, scheduled_event
from infra.sandbox.pumps.pump_thread import PumpThread
from infra.sandbox.pumps.queue_pump import QueuePump
from infra.sandbox.pumps.schedule_pump import SchedulePump

if TYPE_CHECKING:
    from mypy_boto3_sqs.literals import QueueAttributeNameType

# Lambda repeats a failed asynchronous event after a minute, then after two.
_ASYNCHRONOUS_RETRY = timedelta(minutes=1)


class PumpAssembly:
    """Makes pumps for functions. `speed` divides every waiting time of the outside world."""

    def __init__(
        self, clients: Clients, functions: Functions, clock: SandboxClock, speed: float
    ) -> None:
        self._clients = clients
        self._functions = functions
        self._clock = clock
        self._speed = speed

    def threads(self, provisioned: Provisioned) -> list[PumpThread]:
        """One thread, not yet started, per trigger of the provisioned functions."""
        return [
            PumpThread(function.name, self._pump(function, trigger).turn)
            for function in provisioned.functions
            for trigger in function.triggers
        ]

    def _pump(self, function: DeployedFunction, trigger: Trigger) -> QueuePump | SchedulePump:
        match trigger:
            case QueueEvents():
                return self._queue_pump(function, trigger)
            case MatchingEvents():
                return self._rule_pump(function, trigger)
            case Schedule():
                return self._schedule_pump(function, trigger)

    def _queue_pump(self, function: DeployedFunction, trigger: QueueEvents) -> QueuePump:
        sqs = self._clients.sqs
        url = sqs.get_queue_url(QueueName=trigger.queue_arn.rpartition(":")[2])["QueueUrl"]
        attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])
        visibility = timedelta(seconds=int(attributes["Attributes"]["VisibilityTimeout"]))
        return QueuePump(
            sqs=sqs,
            queue_url=url,
            batch_size=trigger.batch_size,
            retry_after=visibility / self._speed,
            event_of=partial(queue_event, trigger.queue_arn),
            invoke=partial(self._functions.invoke, function),
        )

    def _rule_pump(self, function: DeployedFunction, trigger: MatchingEvents) -> QueuePump:
        """moto cannot start a function from a rule, but it can put the event on a queue."""
        name = f"{function.name}-{trigger.name}"
        self._clients.events.put_rule(Name=name, EventPattern=json.dumps(trigger.pattern))
        url = self._clients.sqs.create_queue(
            QueueName=name, Attributes=_asynchronous_delivery(function)
        )["QueueUrl"]
        arn = f"arn:aws:sqs:{REGION}:{ACCOUNT_ID}:{name}"
        self._clients.events.put_targets(Rule=name, Targets=[{"Id": "pump", "Arn": arn}])
        return QueuePump(
            sqs=self._clients.sqs,
            queue_url=url,
            batch_size=1,
            retry_after=_ASYNCHRONOUS_RETRY / self._speed,
            event_of=matching_event,
            invoke=partial(self._functions.invoke, function),
        )

    def _schedule_pump(self, function: DeployedFunction, trigger: Schedule) -> SchedulePump:
        def fire(at: datetime) -> None:
            self._functions.invoke(function, scheduled_event(trigger.name, at))

        return SchedulePump(trigger.every / self._speed, self._clock.now, fire)


def _asynchronous_delivery(function: DeployedFunction) -> "dict[QueueAttributeNameType, str]":
    """The attributes of a queue that behaves like Lambda's own for asynchronous events."""
    attributes: dict[QueueAttributeNameType, str] = {
        "VisibilityTimeout": str(round(function.timeout.total_seconds()))
    }
    if function.failures_arn:
        redrive = {
            "deadLetterTargetArn": function.failures_arn,
            "maxReceiveCount": 1 + function.retries,
        }
        attributes["RedrivePolicy"] = json.dumps(redrive)
    return attributes
