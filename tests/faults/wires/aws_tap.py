"""Between boto3 and AWS, by botocore's own events."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore import endpoint
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, ReadTimeoutError
from botocore.httpsession import URLLib3Session

from chalicelib.adapters import aws_clients
from tests.faults.wires.wire_fault import WireMode
from tests.faults.wires.wires import Wires

URL = "http://aws"


class NoWaiting:
    """Stands in for `time` where botocore waits before it asks again."""

    @staticmethod
    def sleep(_seconds: float) -> None:
        pass


class AwsTap:
    """One request is under way at a time."""

    def __init__(self, wires: Wires) -> None:
        self._wires = wires
        self._due: WireMode | None = None

    @contextmanager
    def tapping(self, patch: pytest.MonkeyPatch) -> Iterator[None]:
        patch.setattr(endpoint, "time", NoWaiting)
        makers = (
            aws_clients.dynamodb,
            aws_clients.s3,
            aws_clients.secrets_manager,
            aws_clients.sqs,
        )
        events = [make().meta.events for make in makers]
        for each in events:
            self._change(each.register)
        yield
        for each in events:
            self._change(each.unregister)

    def _change(self, change: Callable[..., None]) -> None:
        change("before-call", self._before_call)
        change("before-send", self._before_send)
        change("after-call", self._after_call)

    def _before_call(self, model: Any, params: dict[str, Any], **_: object) -> None:  # noqa: ANN401
        self._due = self._wires.number(f"{model.service_model.service_name}.{model.name}")
        if self._due in (WireMode.FAIL_BEFORE, WireMode.DIES_BEFORE):
            self._wires.break_off(self._due, EndpointConnectionError(endpoint_url=URL))
        if self._due and self._due.halves:
            params["body"] = _half_of(params["body"])

    def _before_send(self, request: Any, **_: object) -> None:  # noqa: ANN401
        """Where the answer is lost, the request is sent all the same; boto3 then repeats it."""
        if self._due is WireMode.ASKED_AGAIN:
            self._due = None
            URLLib3Session().send(request)
            raise ConnectionClosedError(endpoint_url=URL)

    def _after_call(self, **_: object) -> None:
        due, self._due = self._due, None
        if due:
            self._wires.break_off(due, ReadTimeoutError(endpoint_url=URL))


def _half_of(body: bytes) -> bytes:
    """The first half of the items of a BatchWriteItem."""
    request = json.loads(body)
    for table, items in request["RequestItems"].items():
        request["RequestItems"][table] = items[: len(items) // 2]
    if not any(request["RequestItems"].values()):
        return body
    return json.dumps(request).encode()
