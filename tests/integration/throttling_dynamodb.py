"""A DynamoDB that leaves things unprocessed: just enough of the protocol for BatchWriteItem."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config

from chalicelib.adapters.dynamodb.table import Table
from tests.loopback import Answering, serving


@dataclass(slots=True)
class Throttling:
    """Takes `taken_per_call` items of each call; `kept` are the sort keys of all that it took."""

    taken_per_call: int
    kept: list[str] = field(default_factory=list)
    calls: int = 0

    def answer(self, request: dict[str, Any]) -> object:
        self.calls += 1
        ((table, writes),) = request["RequestItems"].items()
        taken, rest = writes[: self.taken_per_call], writes[self.taken_per_call :]
        self.kept += [write["PutRequest"]["Item"]["sk"]["S"] for write in taken]
        return {"UnprocessedItems": {table: rest} if rest else {}}


@contextmanager
def throttling_table(throttling: Throttling, pauses: list[float]) -> Iterator[Table]:
    """A table there; its pauses are noted instead of waited."""

    class Handler(Answering):
        def respond(self) -> None:
            self.answer(200, json.dumps(throttling.answer(json.loads(self.body()))).encode())

    with serving(Handler) as url:
        client = boto3.client(
            "dynamodb",
            endpoint_url=url,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"total_max_attempts": 1}),
        )
        yield Table(client, "test", pauses.append)
