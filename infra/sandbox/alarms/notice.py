"""An alarm's change, and the message that CloudWatch publishes about it.

Source: CloudWatch User Guide, "Notifying users on alarm changes".
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from infra.sandbox.alarms.rule import AlarmRule, AlarmState, Judgment
from infra.sandbox.embedded_aws.clients import ACCOUNT_ID, REGION

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

_LONGEST_SUBJECT = 100


@dataclass(frozen=True, slots=True)
class AlarmChange:
    """An alarm went off (`new.state` is ALARM) or was cleared."""

    rule: AlarmRule
    old: AlarmState
    new: Judgment
    at: datetime

    @property
    def actions(self) -> tuple[str, ...]:
        """The topics that are told of it."""
        went_off = self.new.state is AlarmState.ALARM
        return self.rule.alarm_actions if went_off else self.rule.ok_actions


def publish(sns: "SNSClient", topic_arn: str, change: AlarmChange) -> None:
    """Tells a topic of a change."""
    subject = f'{change.new.state}: "{change.rule.name}"'
    sns.publish(TopicArn=topic_arn, Subject=subject[:_LONGEST_SUBJECT], Message=_message(change))


def _message(change: AlarmChange) -> str:
    rule = change.rule
    return json.dumps(
        {
            "AlarmName": rule.name,
            "AlarmDescription": rule.description,
            "AWSAccountId": ACCOUNT_ID,
            "NewStateValue": change.new.state,
            "NewStateReason": change.new.reason,
            "StateChangeTime": change.at.isoformat(),
            "Region": REGION,
            "OldStateValue": change.old,
            "Trigger": {
                "MetricName": rule.series.name,
                "Namespace": rule.series.namespace,
                "Statistic": rule.statistic,
                "Dimensions": [{"name": n, "value": v} for n, v in rule.series.dimensions],
                "ComparisonOperator": rule.comparison,
                "Threshold": rule.threshold,
                "TreatMissingData": rule.missing_data,
            },
        }
    )
