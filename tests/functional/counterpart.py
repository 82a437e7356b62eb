"""The simulated clearinghouse's own answers to a file, without its server and without waiting."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from infra.sandbox.clearinghouse.boxes import Boxes, PickedUp
from infra.sandbox.clearinghouse.config import ClearinghouseConfig, Pace, User
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.ledger import Ledger
from infra.sandbox.clearinghouse.names import form_of, is_test
from infra.sandbox.clearinghouse.office_ally import OfficeAlly

Answer = tuple[str, bytes]


class _Outbox(Boxes):
    """Keeps what would be laid into outbound, in order."""

    def __init__(self, base: Path, users: tuple[User, ...]) -> None:
        super().__init__(base, users)
        self.answers: list[Answer] = []

    def deliver(self, user: str, name: str, content: bytes) -> None:
        self.answers.append((name, content))


def answers_to(
    inbound: dict[str, bytes], folder: Path, now: datetime = datetime(2026, 3, 3, tzinfo=UTC)
) -> list[Answer]:
    """Name and content of every answer to the files, in the order in which they would come."""
    user = User("sample", "right")
    config = ClearinghouseConfig((user,), pace=Pace().scaled(0), clock=lambda: now)
    outbox = _Outbox(folder, (user,))
    clearinghouse = OfficeAlly(config, outbox, Ledger(), FileIds(folder / "ids.json"))
    for name, content in inbound.items():
        form = form_of(name)
        assert form, "the clearinghouse would leave this name alone"
        asyncio.run(clearinghouse.work(PickedUp(user.name, name, form, is_test(name), content)))
    return outbox.answers
