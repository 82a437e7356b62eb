"""Records every call that the deployed functions make of AWS, while they really make them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from chalicelib.adapters import aws_clients
from infra.sandbox.running_function import running_function

_PARAMETERS = "call-recorder-parameters"


@dataclass(frozen=True, slots=True)
class Call:
    """One call, retries included.

    `handler` is the function's that made it, None for a call outside of any. `service` and
    `operation` are AWS's names, `dynamodb` and `PutItem`. `answer` is what boto3 got, also when it
    is an error. `noted` is what the recorder's `note` said before the call.
    """

    handler: str | None
    service: str
    operation: str
    parameters: Mapping[str, Any]
    answer: Mapping[str, Any]
    noted: Any


class CallRecorder:
    """`note` is asked before each call, with service, operation and parameters."""

    def __init__(self, note: Callable[[str, str, Mapping[str, Any]], Any] | None = None) -> None:
        self.calls: list[Call] = []
        self._note = note or _nothing
        self._lock = Lock()

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Within it, calls of the functions' own clients are recorded."""
        events = [make().meta.events for make in aws_clients.CLIENTS]
        for emitter in events:
            emitter.register("before-parameter-build", self._before)
            emitter.register("after-call", self._after)
        try:
            yield
        finally:
            for emitter in events:
                emitter.unregister("before-parameter-build", self._before)
                emitter.unregister("after-call", self._after)

    def _before(
        self,
        params: Mapping[str, Any],
        model: Any,  # noqa: ANN401 - botocore's
        context: dict[str, Any],
        **_: object,
    ) -> None:
        service, operation = model.service_model.service_name, model.name
        parameters = dict(params)
        context[_PARAMETERS] = parameters, self._note(service, operation, parameters)

    def _after(
        self,
        parsed: Mapping[str, Any],
        model: Any,  # noqa: ANN401 - botocore's
        context: Mapping[str, Any],
        **_: object,
    ) -> None:
        if _PARAMETERS not in context:
            # It was under way when the recording began.
            return
        parameters, noted = context[_PARAMETERS]
        service, operation = model.service_model.service_name, model.name
        call = Call(running_function(), service, operation, parameters, parsed, noted)
        with self._lock:
            self.calls.append(call)


def _nothing(_service: str, _operation: str, _parameters: Mapping[str, Any]) -> None:
    pass
