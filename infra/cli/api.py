"""The API, called: repeats what may be repeated, waits as long as it is asked to."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from infra.cli.request import Reply, Request, get
from infra.cli.transport import BrokenConnection, Transport
from infra.cli.trouble import Problem, ProblemTrouble, UnreachableTrouble

TRIES = 4
LONGEST_PAUSE = 60.0
"""Seconds that anybody waits between two tries, whatever Retry-After asks for."""
_TOO_MUCH_TO_DO = {429, 503}
"""What somebody before the API may say, without a problem of ours: nothing was done."""
LARGEST_PAGE = 200
"""Entries that the API gives at once."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The first entries of a list; `has_more`: it goes on behind them."""

    entries: list[dict[str, Any]]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Api:
    """`sleep` waits so many seconds; `url` is where the API is, for addresses that it gives."""

    transport: Transport
    sleep: Callable[[float], None] = time.sleep
    new_name: Callable[[], str] = field(default=lambda: str(uuid.uuid4()))
    url: str = ""

    def get(self, path: str, **query: str) -> dict[str, Any]:
        return self.json(get(path, **query))

    def json(self, request: Request) -> dict[str, Any]:
        """The answer as an object. Raises what `send` raises."""
        reply = self.send(request)
        try:
            return reply.json
        except ValueError:
            raise UnreachableTrouble("The answer is none that this API gives.") from None

    def listing(self, path: str, name: str, most: int, **query: str) -> Listing:
        """Up to `most` of what the pages of a list hold under `name`."""
        entries: list[dict[str, Any]] = []
        cursor = ""
        while True:
            left = most - len(entries)
            page = self.get(path, limit=str(min(left, LARGEST_PAGE)), cursor=cursor, **query)
            entries += page[name]
            cursor = page.get("next_cursor") or ""
            if not cursor or len(entries) >= most:
                return Listing(entries[:most], bool(cursor) or len(entries) > most)

    def send(self, request: Request) -> Reply:
        """A good answer. Raises ProblemTrouble for a problem, UnreachableTrouble for none at all.

        A POST carries an Idempotency-Key, the same in each try.
        """
        if request.method == "POST" and request.once is None:
            request = replace(request, once=self.new_name())
        for tries_left in reversed(range(TRIES)):
            reply = self._tried(request, tries_left)
            if reply is None:
                continue
            if reply.status < 400:
                return reply
            problem = _problem_in(reply, self.url)
            if not tries_left or not _may_follow(problem):
                raise ProblemTrouble(problem)
            self.sleep(_pause(reply, TRIES - tries_left))
        raise AssertionError("the last try returns or raises")

    def _tried(self, request: Request, tries_left: int) -> Reply | None:
        """None when the connection broke and it may be tried again."""
        try:
            return self.transport.send(request)
        except BrokenConnection as error:
            if not tries_left:
                raise UnreachableTrouble(f"The API can't be reached: {error}") from None
            self.sleep(_pause(None, TRIES - tries_left))
            return None


def _problem_in(reply: Reply, url: str) -> Problem:
    try:
        body = reply.json
    except ValueError:
        body = {}
    return Problem.of(reply.status, reply.request_id, body, url)


def _may_follow(problem: Problem) -> bool:
    """A POST has a name, so it is done once even where it may have been done."""
    return problem.retryable or (not problem.code and problem.status in _TOO_MUCH_TO_DO)


def _pause(reply: Reply | None, tries: int) -> float:
    """In seconds: as long as Retry-After asks for, else longer with each try."""
    asked = reply.headers.get("retry-after", "") if reply else ""
    seconds = float(asked) if asked.isdigit() else 2.0 ** (tries - 1)
    return min(seconds, LONGEST_PAUSE)
