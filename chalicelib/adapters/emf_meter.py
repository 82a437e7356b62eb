"""Metrics as CloudWatch's embedded metric format: one JSON line on stdout per figure."""

from dataclasses import dataclass

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from chalicelib.domain.identifiers import AccountId


@dataclass(frozen=True, slots=True)
class EmfMeter:
    """One series per name: its dimensions are `service` and `stage`.

    An account's id is a property of the line and no dimension: Logs Insights finds it there, and
    CloudWatch does not bill a series for each account. So an account's figure is in the series of
    all: read gauges by their maximum, counts by their sum.
    """

    namespace: str
    service: str
    stage: str

    def gauge_seconds(self, name: str, value: float, account_id: AccountId | None = None) -> None:
        self._put(name, MetricUnit.Seconds, value, account_id)

    def count(self, name: str, value: int = 1, account_id: AccountId | None = None) -> None:
        self._put(name, MetricUnit.Count, value, account_id)

    def _put(self, name: str, unit: MetricUnit, value: float, account_id: AccountId | None) -> None:
        """Written out at once: nothing is lost with a function that dies later."""
        metrics = EphemeralMetrics(namespace=self.namespace, service=self.service)
        metrics.add_dimension(name="stage", value=self.stage)
        metrics.add_metric(name=name, unit=unit, value=value)
        if account_id is not None:
            metrics.add_metadata(key="account_id", value=account_id)
        metrics.flush_metrics()
