"""An API of three claims in one batch, each paid by one 835; it can be made to stumble."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.loopback import Answering, serving

BREAK = 0
"""A connection that ends without an answer."""
COUNT = 3
PER_PAGE = 2


def content(remittance_id: str, form: str) -> bytes:
    return f"{form} of {remittance_id}".encode()


def _sha256(remittance_id: str, form: str) -> str:
    return hashlib.sha256(content(remittance_id, form)).hexdigest()


@dataclass(slots=True)
class SmallApi:
    """`stumbles`: statuses with which a path is answered first, one after the other. `changed`:
    the names of files that are not what was archived. `keys`: what the requests were sent with.
    `news` is set by every request for events; `waits`: the claims are not paid yet."""

    url: str = ""
    stumbles: dict[str, list[int]] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    keys: list[str | None] = field(default_factory=list)
    news: Event = field(default_factory=Event)
    waits: bool = False

    def answer(self, address: str) -> tuple[int, bytes]:
        """Status and body. Raises KeyError where nothing is."""
        path, query = urlsplit(address).path, parse_qs(urlsplit(address).query, True)
        if self.stumbles.get(path):
            status = self.stumbles[path].pop(0)
            return status, json.dumps(_problem(status)).encode()
        if path.startswith("/files/"):
            name = path.removeprefix("/files/")
            return 200, b"something else" if name in self.changed else content(*name.split("."))
        status = 303 if path.endswith("/content") else 200
        return status, json.dumps(self._told(path, query)).encode()

    def _told(self, path: str, query: dict[str, list[str]]) -> dict[str, Any]:
        match path.removeprefix("/v1/").split("/"):
            case ["events"]:
                self.news.set()
                data = {"batch_id": "bat_1"}
                event = {"seq": 1, "time": "t", "type": "claim.paid", "subject": "clm_1"}
                return {"events": [event | {"data": data}], "after": 1, "more": False}
            case ["batches", *ids] if len(ids) < 2:
                counts = {"awaiting" if self.waits else "paid": COUNT}
                return {"batch_id": "bat_1", "status": "accepted", "claims_by_status": counts}
            case ["batches", _, "claims"]:
                return _claims(int(query.get("cursor", ["0"])[0]))
            case ["claims", claim_id]:
                paid_by = claim_id.replace("clm", "rem")
                return {"timeline": [{"remittance_id": None}, {"remittance_id": paid_by}]}
            case ["remittances", remittance_id]:
                return _remittance(remittance_id)
            case ["remittances", remittance_id, "content"]:
                return {"url": f"{self.url}/files/{remittance_id}.{query['form'][0]}"}
        raise KeyError(path)


def _claims(first: int) -> dict[str, Any]:
    numbers = range(first, min(first + PER_PAGE, COUNT))
    claims = [
        {"claim_id": f"clm_{n}", "patient_control_number": "P", "status": "paid", "do": "Nothing."}
        for n in numbers
    ]
    return {"claims": claims, "next_cursor": str(numbers.stop) if numbers.stop < COUNT else None}


def _remittance(remittance_id: str) -> dict[str, Any]:
    return {
        "remittance_id": remittance_id,
        "payer_name": "A PAYER",
        "amount": "10.00",
        "raw_sha256": _sha256(remittance_id, "835"),
        "text_key": "a-key",
        "text_sha256": _sha256(remittance_id, "txt"),
    }


def _problem(status: int) -> dict[str, Any]:
    told = {"code": "some-code", "title": "T", "detail": "Mend it.", "request_id": "req_1"}
    return told | {"status": status, "retryable": status in (429, 503)}


@contextmanager
def small_api() -> Iterator[SmallApi]:
    api = SmallApi()

    class Handler(Answering):
        def respond(self) -> None:
            if self.command == "POST":
                self.body()
            api.keys.append(self.headers["Authorization"])
            status, body = api.answer(self.path)
            if status != BREAK:
                self.answer(status, body)

    with serving(Handler) as api.url:
        yield api
