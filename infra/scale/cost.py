"""From what was counted to dollars."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from infra.scale.capacity import Units
from infra.scale.counted import Counted
from infra.scale.inputs import Inputs

API = "app.app"
VISIT = "app.visit_clearinghouse"
APPLY = "app.apply_response"
PUBLISH = "app.publish_events"
SWEEP = "app.sweep"
WATCH = "app.watch_stalls"
DRAW = "app.draw_statements"
DRILL = "app.drill_archive"
ROUNDS = {
    SWEEP: "minutes_between_visits",
    WATCH: "minutes_between_watches",
    DRAW: "minutes_between_statements",
    DRILL: "minutes_between_drills",
}
"""How often, by handler: where the workload says it."""
GB = 1e9
MB_OF_A_GB = 1024
_S3_PRICES = {
    "GetObject": "s3_get",
    "HeadObject": "s3_get",
    "ListObjectVersions": "s3_put",
    "PutObject": "s3_put",
}
"""Listing costs as much as writing; deleting is free."""


@dataclass(frozen=True, slots=True)
class Bill:
    """Dollars by service."""

    dollars: Mapping[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        return sum(self.dollars.values())

    def __add__(self, other: "Bill") -> "Bill":
        names = [*self.dollars, *(name for name in other.dollars if name not in self.dollars)]
        return Bill({n: self.dollars.get(n, 0) + other.dollars.get(n, 0) for n in names})

    def times(self, factor: float) -> "Bill":
        return Bill({name: dollars * factor for name, dollars in self.dollars.items()})


@dataclass(frozen=True, slots=True)
class Biller:
    """`memory_mb` by handler, as the template says. Only the handlers given are billed."""

    inputs: Inputs
    memory_mb: Mapping[str, int]

    def bill(self, counted: Counted, handlers: Collection[str]) -> Bill:
        p = self.inputs.prices
        calls = {key: n for key, n in counted.calls.items() if key[0] in handlers}
        runs = sum(counted.runs[handler] for handler in handlers)
        units = sum((counted.units.get(handler, Units()) for handler in handlers), Units())
        priced = [
            (_S3_PRICES.get(op), n) for (_, service, op), n in calls.items() if service == "s3"
        ]
        return Bill(
            {
                "DynamoDB": units.read * p["read_unit"] + units.write * p["write_unit"],
                "S3": sum(n * p[price] for price, n in priced if price),
                "SQS": self._queue_requests(calls) * p["sqs_request"],
                "SNS": _of(calls, "sns") * p["sns_request"],
                "Secrets Manager": _of(calls, "secretsmanager") * p["secret_call"],
                "Lambda": runs * p["lambda_request"]
                + self._gb_seconds(counted, handlers) * p["lambda_gb_second"],
                "API Gateway": (API in handlers) * counted.runs[API] * p["api_request"],
                "Logs": runs * self.inputs.assumptions["log_bytes_a_run"] / GB * p["log_gb"],
            }
        )

    def minutes_between(self, handler: str) -> float:
        """Two rounds of a schedule."""
        return self.inputs.workload[ROUNDS[handler]]

    def seconds(self, counted: Counted, handler: str) -> float:
        """Billed seconds: our own processor time at the function's share, and waiting."""
        a = self.inputs.assumptions
        visits = counted.runs[VISIT] if handler == VISIT else 0
        files = _files_moved(counted) if handler == VISIT else 0
        own = counted.processor_seconds[handler] + visits * a["sftp_processor_seconds"]
        trips = visits * a["sftp_round_trips_a_visit"] + files * a["sftp_round_trips_a_file"]
        waiting = sum(
            n * a[f"{service}_seconds"]
            for (caller, service, _), n in counted.calls.items()
            if caller == handler
        )
        share = min(1.0, self.memory_mb[handler] / a["processor_share_mb"])
        return own / share + waiting + trips * a["sftp_round_trip_seconds"]

    def _gb_seconds(self, counted: Counted, handlers: Collection[str]) -> float:
        return sum(
            self.seconds(counted, handler) * self.memory_mb[handler] / MB_OF_A_GB
            for handler in handlers
        )

    def _queue_requests(self, calls: Mapping[tuple[str, str, str], int]) -> int:
        """A message is sent, received and deleted."""
        return 3 * _of(calls, "sqs")


def _files_moved(counted: Counted) -> int:
    """Sent and fetched: what is sent is read from the archive, what is fetched is stored there."""
    return counted.calls[VISIT, "s3", "GetObject"] + counted.calls[VISIT, "s3", "PutObject"]


def _of(calls: Mapping[tuple[str, str, str], int], service: str) -> int:
    return sum(n for (_, called, _), n in calls.items() if called == service)
