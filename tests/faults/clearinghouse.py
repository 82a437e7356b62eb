"""The clearinghouse at work: picks up, keeps receipts, and answers bit by bit."""

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache

from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.envelope_writer import Envelope
from chalicelib.x12.write_ta1 import write_ta1
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.names import form_of
from tests.builders import MORNING
from tests.fakes import FakeClearinghouse
from tests.functional.counterpart import Answer, answers_to

ANSWERS_AT_ONCE = 5
NOTICE: Answer = ("maintenance_notice.txt", b"We are closed on Sunday.\r\n")
"""A file that nobody can understand."""

UNUSABLE: Answer = ("../../a name that is a path.txt", b"Not to be fetched.\r\n")
_CONTROL_NUMBER = slice(90, 99)
_IDS = FileIds()
"""The numbers given out so far, as long as this process lives."""


class Clearinghouse:
    """One account's side. `received` and `given` are its own books: what it took and put out.

    A `plain` one packs nothing into a ZIP and tells of every interchange by a TA1.
    """

    def __init__(self, server: FakeClearinghouse, *, plain: bool) -> None:
        self.received: list[Answer] = []
        self.given: list[Answer] = []
        self.server = server
        self._plain = plain
        self._tray: deque[Answer] = deque([UNUSABLE if plain else NOTICE])

    @property
    def idle(self) -> bool:
        return not self._tray

    def pick_up(self) -> None:
        """Takes every file whose name says that it is one of claims."""
        for name in sorted(filter(form_of, self.server.folders["inbound"])):
            content = self.server.pick_up(name)
            self.received.append((name, content))
            answers = answers_once(name, content)
            self._tray.extend(_plainly(content, answers) if self._plain else answers)

    def answer(self, now: datetime) -> None:
        for _ in range(min(ANSWERS_AT_ONCE, len(self._tray))):
            name, content = self._tray.popleft()
            self.server.put_out(name, content, now)
            self.given.append((name, content))

    def receipts(self) -> Counter[str]:
        """How often each patient control number was received."""
        return Counter(number for _, content in self.received for number in numbers_in(content))


def numbers_in(content: bytes) -> list[str]:
    """The patient control numbers of a claim file, in its order."""
    return [number.decode() for number in re.findall(rb"CLM\*([^*~]+)", content)]


def members_of(bundle: bytes) -> Iterator[Answer]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as opened:
        yield from ((name, opened.read(name)) for name in opened.namelist())


@cache
def answers_once(name: str, content: bytes) -> tuple[Answer, ...]:
    """Once for each file, because making them takes the longest; no two files share numbers."""
    return tuple(answers_to({name: content}, _IDS))


def _plainly(content: bytes, answers: Iterable[Answer]) -> Iterator[Answer]:
    yield f"{content[_CONTROL_NUMBER].decode()}_TA1.999", _ta1(content)
    for name, answer in answers:
        yield from members_of(answer) if name.endswith(".zip") else [(name, answer)]


@cache
def _ta1(content: bytes) -> bytes:
    envelope = Envelope(
        *("ZZ", "330897513", "ZZ", "SAMPLE01", "330897513", "SAMPLE01"), 1, "T", MORNING
    )
    return write_ta1(check_claim_file(content), envelope)
