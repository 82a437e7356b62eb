"""The clearinghouse's work on one file without its server: content in, answers out."""

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from infra.sandbox.clearinghouse.boxes import Boxes, PickedUp
from infra.sandbox.clearinghouse.config import ClearinghouseConfig, Pace, User
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.ledger import Ledger
from infra.sandbox.clearinghouse.names import form_of, is_test
from infra.sandbox.clearinghouse.office_ally import OfficeAlly
from tests.clearinghouse.visitor import opened

NOON = datetime(2026, 10, 12, 12, 0, tzinfo=UTC)


def answers_to(content: bytes, name: str = "837P_1.txt") -> dict[str, bytes]:
    """Every answer to one submitted file, by name, zips opened."""
    user = User("practice", "right")
    form = form_of(name)
    assert form is not None
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        boxes = Boxes(base, (user,))
        config = ClearinghouseConfig((user,), pace=Pace().scaled(0), clock=lambda: NOON)
        office_ally = OfficeAlly(config, boxes, Ledger(), FileIds(base / "ids.json"))
        asyncio.run(office_ally.work(PickedUp(user.name, name, form, is_test(name), content)))
        outbound = boxes.root(user.name) / "outbound"
        return opened({path.name: path.read_bytes() for path in outbound.iterdir()})


def only(answers: dict[str, bytes], part: str) -> str:
    """The text of the one answer whose name holds `part`."""
    (found,) = [content for name, content in answers.items() if part in name]
    return found.decode("latin-1")


def segments(x12: str) -> list[list[str]]:
    return [segment.split("*") for segment in x12.split("~") if segment]
