"""What a piece of work costs: seconds, and calls of AWS."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from chalicelib.adapters import aws_clients


@dataclass(slots=True)
class Spent:
    """`calls` are those of DynamoDB, `secret_calls` those of Secrets Manager, `object_calls` those
    of S3."""

    seconds: float = 0.0
    calls: int = 0
    secret_calls: int = 0
    object_calls: int = 0


@contextmanager
def counted() -> Iterator[Spent]:
    """Calls of this thread only: the sandbox's own schedules go on beside it."""
    spent, ours = Spent(), threading.get_ident()

    def count(**_: object) -> None:
        spent.calls += threading.get_ident() == ours

    def count_secrets(**_: object) -> None:
        spent.secret_calls += threading.get_ident() == ours

    def count_objects(**_: object) -> None:
        spent.object_calls += threading.get_ident() == ours

    tables = aws_clients.dynamodb().meta.events
    secrets = aws_clients.secrets_manager().meta.events
    objects = aws_clients.s3().meta.events
    objects.register("before-call.s3", count_objects)
    tables.register("before-call.dynamodb", count)
    secrets.register("before-call.secrets-manager", count_secrets)
    began = time.perf_counter()
    try:
        yield spent
    finally:
        spent.seconds = time.perf_counter() - began
        objects.unregister("before-call.s3", count_objects)
        tables.unregister("before-call.dynamodb", count)
        secrets.unregister("before-call.secrets-manager", count_secrets)
