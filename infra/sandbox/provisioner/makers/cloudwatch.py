"""AWS::CloudWatch::Alarm and AWS::CloudWatch::Dashboard."""

from collections.abc import Mapping
from typing import Any

from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.provisioner.provisioned import Resource

ALARM_PROPERTIES = frozenset(
    {
        "AlarmActions",
        "AlarmDescription",
        "ComparisonOperator",
        "Dimensions",
        "EvaluationPeriods",
        "MetricName",
        "Namespace",
        "OKActions",
        "Period",
        "Statistic",
        "Threshold",
        "TreatMissingData",
    }
)


DASHBOARD_PROPERTIES = frozenset({"DashboardBody", "DashboardName"})


def make_alarm(clients: Clients, name: str, properties: Mapping[str, Any]) -> Resource:
    """An alarm on one metric; boto3 calls its properties the same. Ref: its name."""
    clients.cloudwatch.put_metric_alarm(AlarmName=name, **properties)
    return Resource(name)


def make_dashboard(clients: Clients, _name: str, properties: Mapping[str, Any]) -> Resource:
    """A dashboard. Ref: its name."""
    clients.cloudwatch.put_dashboard(**properties)
    return Resource(properties["DashboardName"])
