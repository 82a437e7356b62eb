"""Metrics as CloudWatch's embedded metric format: one JSON line on stdout per figure."""

from dataclasses import dataclass

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from chalicelib.domain.identifiers import AccountId


@dataclass(frozen=True, slots=True)
class EmfMeter:
    """Every figure has the dimension `service`; one about an account also has `account_id`.

    CloudWatch never adds series up by itself. So a count about an account goes into the series
    without `account_id` too, which thereby counts all accounts; a gauge does not, because whoever
    measures knows what the value for all of them is.
    """

    namespace: str
    service: str

    def gauge_seconds(self, name: str, value: float, account_id: AccountId | None = None) -> None:
        metrics = self._metrics()
        metrics.add_metric(name=name, unit=MetricUnit.Seconds, value=value)
        if account_id is not None:
            metrics.add_dimension(name="account_id", value=account_id)
        metrics.flush_metrics()

    def count(self, name: str, value: int = 1, account_id: AccountId | None = None) -> None:
        metrics = self._metrics()
        metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)
        if account_id is not None:
            metrics.add_dimensions(service=self.service, account_id=account_id)
        metrics.flush_metrics()

    def _metrics(self) -> EphemeralMetrics:
        """For one figure, written out at once: nothing is lost with a function that dies later."""
        return EphemeralMetrics(namespace=self.namespace, service=self.service)
