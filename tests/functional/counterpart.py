"""The simulated clearinghouse's own answers to a file, without its server and without waiting."""

from collections.abc import Mapping
from datetime import UTC, datetime

from infra.sandbox.clearinghouse.back_office import BackOffice
from infra.sandbox.clearinghouse.config import Pace, User
from infra.sandbox.clearinghouse.file_ids import FileIds

Answer = tuple[str, bytes]
AT_ONCE = Pace().scaled(0).timeline()


def answers_to(
    inbound: Mapping[str, bytes],
    ids: FileIds | None = None,
    now: datetime = datetime(2026, 3, 3, tzinfo=UTC),
) -> list[Answer]:
    """Name and content of every answer to the files, in the order in which they would come.

    `ids` are the numbers that the clearinghouse has given out so far.
    """
    office = BackOffice([User("sample", "right")], timeline=AT_ONCE, ids=ids)
    answers: list[Answer] = []
    for name, content in inbound.items():
        assert office.submit("sample", name, content, now), "it would leave this name alone"
        while office.next_due():
            answers += [(each.name, each.content) for each in office.step(now)]
    return answers
