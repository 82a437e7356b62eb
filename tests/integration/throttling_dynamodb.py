"""A DynamoDB that leaves things unprocessed: just enough of the protocol for BatchWriteItem."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import boto3
from botocore.config import Config

from chalicelib.adapters.dynamodb.table import Table


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

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = json.dumps(throttling.answer(json.loads(body))).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    client = boto3.client(
        "dynamodb",
        endpoint_url=f"http://127.0.0.1:{server.server_port}",
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )
    try:
        yield Table(client, "test", pauses.append)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
