"""What would be sent, told instead of sent."""

import hashlib
import json

from infra.cli.request import JSON, Request
from infra.cli.words import Row


def told(api_url: str, request: Request) -> tuple[dict[str, object], list[Row]]:
    """As an object and as rows. Of a file only its size and SHA-256: what it says stays in it."""
    body = request.body
    rows: list[Row] = [
        ("would send", f"{request.method} {api_url}{request.address}"),
        ("key", request.once),
    ]
    value: dict[str, object] = {
        "dry_run": True,
        "method": request.method,
        "url": api_url + request.address,
        "idempotency_key": request.once,
    }
    if body is None:
        return value, rows
    if body.kind == JSON:
        asked = json.loads(body.content)
        return {**value, "body": asked}, [*rows, ("body", body.content.decode())]
    digest = hashlib.sha256(body.content).hexdigest()
    rows += [("type", body.kind), ("size", f"{len(body.content)} bytes"), ("sha256", digest)]
    return {**value, "type": body.kind, "size": len(body.content), "sha256": digest}, rows
