"""A client's endpoint on this machine: keeps what it receives, and answers as it is told."""

import base64
import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tests.loopback import Answering, serving


@dataclass(frozen=True, slots=True)
class Message:
    headers: Mapping[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        event: dict[str, Any] = json.loads(self.body)
        return event

    def is_signed_with(self, secret: str) -> bool:
        """As a receiver verifies it by the specification, with no code of ours."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode()
        digest = hmac.new(key, signed + self.body, sha256).digest()
        expected = "v1," + base64.b64encode(digest).decode()
        return expected in self.headers["webhook-signature"].split(" ")


@dataclass(slots=True)
class Receiver:
    url: str = ""
    status: int = 204
    received: list[Message] = field(default_factory=list)

    def kinds(self) -> list[str]:
        return [message.event["type"] for message in self.received]


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(Answering):
        def respond(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.received.append(Message(headers, self.body()))
            self.answer(receiver.status)

    with serving(Handler) as url:
        receiver.url = f"{url}/hook"
        yield receiver
