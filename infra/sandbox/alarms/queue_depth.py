"""How many messages lie in the queues that alarms ask about: AWS measures this by itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.sandbox.alarms.rule import AlarmRule
from infra.sandbox.metrics import Figure, MetricBoard, Series

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

NAMESPACE = "AWS/SQS"


@dataclass(frozen=True, slots=True)
class QueueDepth:
    """Measures the queues that alarms name."""

    sqs: "SQSClient"
    board: MetricBoard
    rules: tuple[AlarmRule, ...]

    def turn(self) -> None:
        asked = [rule.series for rule in self.rules if rule.series.namespace == NAMESPACE]
        self.board.put([self._measured(series) for series in asked])

    def _measured(self, series: Series) -> Figure:
        url = self.sqs.get_queue_url(QueueName=dict(series.dimensions)["QueueName"])["QueueUrl"]
        attributes = self.sqs.get_queue_attributes(
            QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
        )["Attributes"]
        return Figure(series, float(attributes["ApproximateNumberOfMessages"]))
