"""Figures of the functions: read from what they print, kept for the alarms and for CloudWatch.

Source of the format: CloudWatch User Guide, "Embedded metric format specification".
"""

import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_cloudwatch.type_defs import MetricDatumTypeDef

# Enough for the longest window of an alarm; older figures are still in the embedded CloudWatch.
_KEPT_PER_SERIES = 1_000


@dataclass(frozen=True, slots=True)
class Series:
    """One metric: CloudWatch tells series apart by all three."""

    namespace: str
    name: str
    dimensions: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a series, in the unit that its name says."""

    series: Series
    value: float


def figures_in(printed: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The figures of one printed object in the embedded metric format; none for any other."""
    directives = printed.get("_aws", {}).get("CloudWatchMetrics", [])
    return tuple(figure for directive in directives for figure in _figures_of(directive, printed))


def _figures_of(directive: Mapping[str, Any], printed: Mapping[str, Any]) -> Iterator[Figure]:
    for names in directive["Dimensions"]:
        dimensions = frozenset((name, str(printed[name])) for name in names)
        for metric in directive["Metrics"]:
            series = Series(directive["Namespace"], metric["Name"], dimensions)
            values = printed[metric["Name"]]
            for value in values if isinstance(values, list) else [values]:
                yield Figure(series, float(value))


class MetricBoard:
    """The latest figures in memory. `flush` hands new ones to the embedded CloudWatch.

    `timer` gives seconds that only ever grow: an alarm's window is real time, however far the
    sandbox's clock is moved.
    """

    def __init__(
        self, cloudwatch: "CloudWatchClient", timer: Callable[[], float] = time.monotonic
    ) -> None:
        self._cloudwatch = cloudwatch
        self._timer = timer
        self._lock = Lock()
        self._latest: defaultdict[Series, deque[tuple[float, float]]] = defaultdict(
            lambda: deque(maxlen=_KEPT_PER_SERIES)
        )
        self._unflushed: list[Figure] = []

    def put(self, figures: Iterable[Figure]) -> None:
        with self._lock:
            for figure in figures:
                self._latest[figure.series].append((self._timer(), figure.value))
                self._unflushed.append(figure)

    def values(self, series: Series, since: float, until: float) -> tuple[float, ...]:
        """The values put after `since` and not after `until`, in seconds of the timer."""
        with self._lock:
            return tuple(value for at, value in self._latest.get(series, ()) if since < at <= until)

    def flush(self) -> None:
        with self._lock:
            figures, self._unflushed = self._unflushed, []
        by_namespace: defaultdict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            by_namespace[figure.series.namespace].append(figure)
        for namespace, members in by_namespace.items():
            self._cloudwatch.put_metric_data(Namespace=namespace, MetricData=_data(members))


def _data(figures: Sequence[Figure]) -> "list[MetricDatumTypeDef]":
    now = datetime.now(UTC)
    return [
        {
            "MetricName": figure.series.name,
            "Dimensions": [{"Name": n, "Value": v} for n, v in figure.series.dimensions],
            "Timestamp": now,
            "Value": figure.value,
        }
        for figure in figures
    ]
