"""An API that gives the answers that a test wants, and a session that talks to it."""

import io
import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.cli.api import Api
from infra.cli.commands import COMMANDS, NOUNS
from infra.cli.parser import build_parser
from infra.cli.request import Body, Reply, Request
from infra.cli.session import Session
from infra.cli.settings import Settings
from infra.cli.terminal import Terminal
from infra.cli.transport import BrokenConnection
from infra.cli.trouble import UnreachableTrouble

SETTINGS = Settings("https://api.example", "ck_secret", "prc_1", "acc_1")


def reply(status: int = 200, headers: dict[str, str] | None = None, /, **body: Any) -> Reply:  # noqa: ANN401
    return Reply(status, {"x-request-id": "req_1", **(headers or {})}, json.dumps(body).encode())


def problem(status: int, retryable: bool = False, **headers: str) -> Reply:
    lower = {name.replace("_", "-"): value for name, value in headers.items()}
    return reply(
        status, lower, code="some-code", title="Some title", detail="Mend it.", retryable=retryable
    )


@dataclass(slots=True)
class Scripted:
    """A transport that gives these answers, one for each request; None breaks the connection."""

    answers: list[Reply | None]
    requests: list[Request] = field(default_factory=list)

    def send(self, request: Request) -> Reply:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if answer is None:
            raise BrokenConnection("connection reset")
        return answer


@dataclass(slots=True)
class Passing:
    """Time that passes only while somebody sleeps."""

    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def now(self) -> float:
        return sum(self.slept)


@dataclass(slots=True)
class Talk:
    """Runs commands against scripted answers; `out` and `err` are what the person has seen,
    `files` what lies at addresses, `puts` what was put there: with which headers, and what. The
    first puts break off, as many as `broken_puts` says."""

    transport: Scripted
    time: Passing = field(default_factory=Passing)
    settings: Settings = SETTINGS
    files: dict[str, bytes] = field(default_factory=dict)
    puts: list[tuple[str, Mapping[str, str], bytes]] = field(default_factory=list)
    broken_puts: int = 0
    _out: io.StringIO = field(default_factory=io.StringIO)
    _err: io.StringIO = field(default_factory=io.StringIO)

    def run(self, line: str) -> int:
        return int(self.command(line)())

    def command(self, line: str) -> Callable[[], int]:
        options = build_parser(COMMANDS, NOUNS).parse_args(line.split())
        session = self.session(options)
        return lambda: int(options.command.run(session))

    def session(self, options: Namespace) -> Session:
        terminal = Terminal(options.output == "json", options.quiet, self._out, self._err)
        session = Session(
            options,
            self.settings,
            terminal,
            download=self.files.__getitem__,
            upload=self.upload,
            sleep=self.time.sleep,
            now=self.time.now,
        )
        # The API is made when it is first asked for; here it talks to nobody.
        session.__dict__["api"] = self.api
        return session

    def upload(self, address: str, headers: Mapping[str, str], body: Body) -> None:
        self.puts.append((address, headers, body.open().read()))
        if len(self.puts) <= self.broken_puts:
            raise UnreachableTrouble("The file can't be uploaded: connection reset")

    @property
    def api(self) -> Api:
        return Api(self.transport, self.time.sleep, lambda: "name-1")

    @property
    def out(self) -> str:
        return self._out.getvalue()

    @property
    def err(self) -> str:
        return self._err.getvalue()

    @property
    def sent(self) -> list[Request]:
        return self.transport.requests


def talk(*answers: Reply | None) -> Talk:
    return Talk(Scripted(list(answers)))
