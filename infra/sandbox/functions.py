"""Runs the deployed functions in this process, as Lambda would."""

import time
import traceback
import uuid
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import ModuleType
from typing import Any

from infra.sandbox.metrics import Figure, MetricBoard, Series
from infra.sandbox.provisioner.provisioned import DeployedFunction
from infra.sandbox.running_function import running

_FAILURES_KEPT = 100


@dataclass(frozen=True, slots=True)
class LambdaContext:
    """What Lambda hands to a function beside the event."""

    function_name: str
    invoked_function_arn: str
    memory_limit_in_mb: int
    deadline: float
    function_version: str = "$LATEST"
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def log_group_name(self) -> str:
        return f"/aws/lambda/{self.function_name}"

    @property
    def log_stream_name(self) -> str:
        return "sandbox"

    def get_remaining_time_in_millis(self) -> int:
        return max(0, round((self.deadline - time.monotonic()) * 1000))


@dataclass(frozen=True, slots=True)
class Failure:
    """A function ended in an exception."""

    function: str
    at: datetime
    error: str
    trace: str


class Functions:
    """Calls the functions of an app module by their deployed handlers.

    A failure is kept in `failures` (the latest hundred) and counted as Lambda counts it.
    `before_each` is called before every function.
    """

    def __init__(
        self,
        app: ModuleType,
        board: MetricBoard,
        now: Callable[[], datetime],
        before_each: Callable[[], None] = lambda: None,
    ) -> None:
        self.failures: deque[Failure] = deque(maxlen=_FAILURES_KEPT)
        self._app = app
        self._board = board
        self._now = now
        self._before_each = before_each

    def invoke(self, function: DeployedFunction, event: Mapping[str, Any]) -> bool:
        """Runs a function to its end; False when it ended in an exception."""
        handler = getattr(self._app, function.handler.partition(".")[2])
        self._before_each()
        try:
            with running(function.handler):
                handler(event, _context(function))
        except Exception as error:  # noqa: BLE001 - Lambda outlives whatever a function raises
            trace = "".join(traceback.format_exception(error))
            failure = Failure(function.name, self._now(), type(error).__name__, trace)
            self.failures.append(failure)
            self._count_errors(function, 1)
            return False
        self._count_errors(function, 0)
        return True

    def _count_errors(self, function: DeployedFunction, errors: int) -> None:
        dimensions = frozenset({("FunctionName", function.name)})
        self._board.put([Figure(Series("AWS/Lambda", "Errors", dimensions), errors)])


def _context(function: DeployedFunction) -> LambdaContext:
    return LambdaContext(
        function_name=function.name,
        invoked_function_arn=function.arn,
        memory_limit_in_mb=function.memory_mb,
        deadline=time.monotonic() + function.timeout.total_seconds(),
    )
