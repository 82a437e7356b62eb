"""The clearinghouse at work: picks up, keeps receipts, and answers bit by bit."""

import re
import tempfile
from collections import Counter, deque
from datetime import datetime
from functools import cache
from pathlib import Path

from infra.sandbox.clearinghouse.names import form_of
from tests.fakes import FakeClearinghouse
from tests.functional.counterpart import Answer, answers_to

ANSWERS_AT_ONCE = 7
NOTICE: Answer = ("maintenance_notice.txt", b"We are closed on Sunday.\r\n")
"""A file that nobody can understand."""


class Clearinghouse:
    """`received` and `given` are its own books: what it took and what it put out, in order."""

    def __init__(self, server: FakeClearinghouse) -> None:
        self.received: list[Answer] = []
        self.given: list[Answer] = []
        self._tray: deque[Answer] = deque([NOTICE])
        self._server = server

    @property
    def idle(self) -> bool:
        return not self._tray

    def pick_up(self) -> None:
        """Takes every file whose name says that it is one of claims."""
        for name in sorted(filter(form_of, self._server.inbound)):
            content = self._server.pick_up(name)
            self.received.append((name, content))
            self._tray.extend(_answers(name, content))

    def answer(self, now: datetime) -> None:
        for _ in range(min(ANSWERS_AT_ONCE, len(self._tray))):
            name, content = self._tray.popleft()
            self._server.put_out(name, content, now)
            self.given.append((name, content))

    def receipts(self) -> Counter[str]:
        """How often each patient control number was received."""
        claims = (re.findall(rb"CLM\*([^*~]+)", content) for _, content in self.received)
        return Counter(number.decode() for found in claims for number in found)


@cache
def _answers(name: str, content: bytes) -> tuple[Answer, ...]:
    """Once for each file, because making them takes the longest; no two files share numbers."""
    return tuple(answers_to({name: content}, _office()))


@cache
def _office() -> Path:
    """Where the numbers given out so far are kept, as long as this process lives."""
    return Path(tempfile.mkdtemp(prefix="clearinghouse-"))
