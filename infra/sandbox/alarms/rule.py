"""What one alarm asks of one metric.

Source: CloudWatch User Guide, "Alarm evaluation" and "Configuring how CloudWatch alarms treat
missing data".
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from infra.sandbox.metrics import Series

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch.type_defs import MetricAlarmTypeDef

# CloudWatch looks at some more periods than it evaluates: a late figure is not yet a missing one.
EXTRA_PERIODS = 2


class AlarmState(StrEnum):
    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


_STATISTICS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "Maximum": max,
    "Minimum": min,
    "Sum": sum,
}

_COMPARISONS: Mapping[str, tuple[Callable[[float, float], bool], str]] = {
    "GreaterThanOrEqualToThreshold": (operator.ge, "greater than or equal to"),
    "GreaterThanThreshold": (operator.gt, "greater than"),
    "LessThanOrEqualToThreshold": (operator.le, "less than or equal to"),
    "LessThanThreshold": (operator.lt, "less than"),
}

_WITHOUT_DATA = {
    "breaching": AlarmState.ALARM,
    "notBreaching": AlarmState.OK,
    "missing": AlarmState.INSUFFICIENT_DATA,
}


@dataclass(frozen=True, slots=True)
class Judgment:
    """The state of an alarm, and why."""

    state: AlarmState
    reason: str


@dataclass(frozen=True, slots=True)
class AlarmRule:
    """An alarm that evaluates the latest period which has data."""

    name: str
    description: str
    series: Series
    statistic: str
    comparison: str
    threshold: float
    period: timedelta
    missing_data: str
    alarm_actions: tuple[str, ...]
    ok_actions: tuple[str, ...]

    def judge(self, values: Sequence[float]) -> Judgment:
        """From the values of the latest period that has any; none if no period has."""
        if not values:
            reason = f"no figure arrived, which is treated as {self.missing_data}"
            return Judgment(_WITHOUT_DATA[self.missing_data], reason)
        compare, words = _COMPARISONS[self.comparison]
        datapoint = _STATISTICS[self.statistic](values)
        crossed = compare(datapoint, self.threshold)
        verb = "was" if crossed else "was not"
        reason = f"{datapoint:g} {verb} {words} the threshold ({self.threshold:g})"
        return Judgment(AlarmState.ALARM if crossed else AlarmState.OK, reason)


class UnsupportedAlarmError(Exception):
    """The template asks for an alarm that this evaluation does not know."""


def read_rule(alarm: "MetricAlarmTypeDef") -> AlarmRule:
    """An alarm as CloudWatch describes it. Raises UnsupportedAlarmError."""
    if alarm["EvaluationPeriods"] != 1:
        raise UnsupportedAlarmError(alarm["AlarmName"])
    dimensions = frozenset((d["Name"], d["Value"]) for d in alarm["Dimensions"])
    return AlarmRule(
        name=alarm["AlarmName"],
        description=alarm["AlarmDescription"],
        series=Series(alarm["Namespace"], alarm["MetricName"], dimensions),
        statistic=alarm["Statistic"],
        comparison=alarm["ComparisonOperator"],
        threshold=alarm["Threshold"],
        period=timedelta(seconds=alarm["Period"]),
        missing_data=alarm["TreatMissingData"],
        alarm_actions=tuple(alarm["AlarmActions"]),
        ok_actions=tuple(alarm.get("OKActions", ())),
    )
