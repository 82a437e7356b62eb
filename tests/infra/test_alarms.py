"""Alarms go off and are cleared by what the functions report, or do not report."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infra.sandbox.alarms.notice import AlarmChange
from infra.sandbox.alarms.queue_depth import QueueDepth
from infra.sandbox.alarms.rule import AlarmRule, AlarmState, UnsupportedAlarmError
from infra.sandbox.alarms.watch import AlarmWatch
from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.metrics import Figure, MetricBoard, Series
from infra.sandbox.provisioner.provision import provision
from infra.sandbox.provisioner.provisioned import Provisioned
from tests.infra.builders import Json, queue

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AGE = Series("ClaimCourier", "Age", frozenset({("service", "claim-courier")}))


def alarm(**properties: Json) -> dict[str, Any]:
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmDescription": "Too old",
            "Namespace": "ClaimCourier",
            "MetricName": "Age",
            "Dimensions": [{"Name": "service", "Value": "claim-courier"}],
            "Statistic": "Maximum",
            "Period": 300,
            "EvaluationPeriods": 1,
            "Threshold": 72,
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "TreatMissingData": "breaching",
            "AlarmActions": [{"Ref": "Topic"}],
            "OKActions": [{"Ref": "Topic"}],
            **properties,
        },
    }


class Scene:
    """One alarm, a board, and a timer that the test moves. Nothing is sped up."""

    def __init__(self, clients: Clients, name: str, **properties: Json) -> None:
        self.seconds = 1000.0
        self.clients = clients
        self.board = MetricBoard(clients.cloudwatch, self._timer)
        self.made = self._provision(name, properties)
        self.watch = AlarmWatch(
            clients, self.made, self.board, lambda: NOON, speed=1, timer=self._timer
        )
        self.heard: list[AlarmChange] = []
        self.watch.listeners.append(self.heard.append)

    def _timer(self) -> float:
        return self.seconds

    def _provision(self, name: str, properties: dict[str, Any]) -> Provisioned:
        resources = {
            "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "alarms"}},
            "Mail": queue(),
            "Subscription": {
                "Type": "AWS::SNS::Subscription",
                "Properties": {
                    "Protocol": "sqs",
                    "TopicArn": {"Ref": "Topic"},
                    "Endpoint": {"Fn::GetAtt": ["Mail", "Arn"]},
                },
            },
            "Alarm": alarm(**properties),
        }
        return provision({"Resources": resources}, self.clients, name, {})

    def report(self, value: float) -> None:
        self.board.put([Figure(AGE, value)])

    def wait(self, seconds: float) -> AlarmState:
        self.seconds += seconds
        self.watch.turn()
        return self.watch.judgments[self.made.ref("Alarm")].state

    def mail(self) -> list[dict[str, Any]]:
        answer = self.clients.sqs.receive_message(
            QueueUrl=self.made.ref("Mail"), MaxNumberOfMessages=10
        )
        bodies = [json.loads(message["Body"]) for message in answer.get("Messages", [])]
        return [json.loads(body["Message"]) for body in bodies]


def test_an_alarm_goes_off_and_is_cleared(clients: Clients) -> None:
    scene = Scene(clients, "cycle")
    scene.report(10)
    assert scene.wait(1) is AlarmState.OK
    scene.report(72)
    assert scene.wait(1) is AlarmState.ALARM
    scene.report(3)
    assert scene.wait(250) is AlarmState.ALARM
    scene.report(3)
    assert scene.wait(200) is AlarmState.OK
    assert [change.new.state for change in scene.heard] == [AlarmState.ALARM, AlarmState.OK]
    assert "72 was greater than or equal to the threshold (72)" in scene.heard[0].new.reason


def test_the_topic_hears_what_cloudwatch_would_say(clients: Clients) -> None:
    scene = Scene(clients, "mail")
    scene.report(100)
    scene.wait(1)
    (message,) = scene.mail()
    assert message["AlarmName"] == "mail-Alarm"
    assert message["NewStateValue"] == "ALARM"
    assert message["StateChangeTime"] == NOON.isoformat()
    assert message["Trigger"]["MetricName"] == "Age"


def test_the_embedded_cloudwatch_knows_the_state(clients: Clients) -> None:
    scene = Scene(clients, "state")
    scene.report(100)
    scene.wait(1)
    (described,) = clients.cloudwatch.describe_alarms(AlarmNames=["state-Alarm"])["MetricAlarms"]
    assert described["StateValue"] == "ALARM"


def test_an_alarm_that_stays_is_told_once(clients: Clients) -> None:
    scene = Scene(clients, "once")
    for _ in range(3):
        scene.report(100)
        scene.wait(60)
    assert len(scene.heard) == 1


def test_silence_is_an_alarm_after_a_grace(clients: Clients) -> None:
    scene = Scene(clients, "silence")
    assert scene.wait(899) is AlarmState.INSUFFICIENT_DATA
    assert scene.wait(1) is AlarmState.ALARM
    scene.report(0)
    assert scene.wait(1) is AlarmState.OK


def test_a_late_figure_is_not_silence(clients: Clients) -> None:
    scene = Scene(clients, "late")
    scene.report(0)
    assert scene.wait(890) is AlarmState.OK
    assert scene.wait(20) is AlarmState.ALARM


def test_silence_can_be_good(clients: Clients) -> None:
    scene = Scene(clients, "quiet", TreatMissingData="notBreaching")
    assert scene.wait(900) is AlarmState.OK
    assert scene.heard == []


def test_another_series_does_not_count(clients: Clients) -> None:
    scene = Scene(clients, "series", TreatMissingData="notBreaching")
    dimensions = AGE.dimensions | {("account_id", "acc_1")}
    scene.board.put([Figure(Series(AGE.namespace, AGE.name, dimensions), 100)])
    assert scene.wait(900) is AlarmState.OK


@pytest.mark.parametrize(
    ("statistic", "comparison", "state"),
    [
        ("Sum", "GreaterThanThreshold", AlarmState.ALARM),
        ("Maximum", "GreaterThanThreshold", AlarmState.OK),
        ("Minimum", "LessThanThreshold", AlarmState.ALARM),
        ("Sum", "LessThanOrEqualToThreshold", AlarmState.OK),
    ],
)
def test_a_statistic_is_compared_as_asked(
    clients: Clients, statistic: str, comparison: str, state: AlarmState
) -> None:
    name = f"{statistic}-{comparison}"
    scene = Scene(clients, name, Statistic=statistic, ComparisonOperator=comparison)
    scene.report(40)
    scene.report(50)
    assert scene.wait(1) is state


def test_an_alarm_over_several_periods_is_refused(clients: Clients) -> None:
    with pytest.raises(UnsupportedAlarmError, match="several-Alarm"):
        Scene(clients, "several", EvaluationPeriods=3)


def test_a_fast_world_has_short_periods_but_not_too_short(clients: Clients) -> None:
    scene = Scene(clients, "fast")
    fast = AlarmWatch(
        clients, scene.made, scene.board, lambda: NOON, speed=150, timer=lambda: scene.seconds
    )
    fast.turn()
    scene.seconds += 15
    fast.turn()
    assert fast.judgments["fast-Alarm"].state is AlarmState.ALARM


def test_the_depth_of_a_watched_queue_is_measured(clients: Clients) -> None:
    url = clients.sqs.create_queue(QueueName="deep")["QueueUrl"]
    for _ in range(2):
        clients.sqs.send_message(QueueUrl=url, MessageBody="x")
    series = Series(
        "AWS/SQS", "ApproximateNumberOfMessagesVisible", frozenset({("QueueName", "deep")})
    )
    board = MetricBoard(clients.cloudwatch, lambda: 1.0)
    QueueDepth(clients.sqs, board, (_rule_on(series), _rule_on(AGE))).turn()
    assert board.values(series, 0, 1) == (2.0,)
    assert board.values(AGE, 0, 1) == ()


def _rule_on(series: Series) -> AlarmRule:
    return AlarmRule(
        name="any",
        description="",
        series=series,
        statistic="Sum",
        comparison="GreaterThanThreshold",
        threshold=0,
        period=timedelta(minutes=5),
        missing_data="notBreaching",
        alarm_actions=(),
        ok_actions=(),
    )
