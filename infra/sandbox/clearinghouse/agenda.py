"""Work that waits for its hour."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from infra.sandbox.clearinghouse.answers.answer import Answer, Desk

Item = TypeVar("Item")
Task = Callable[[Desk], Iterator[Answer]]
Gathering = tuple[datetime, str, str]


class Agenda:
    """Tasks by the instant at which they are due, and by the order in which they were planned."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, str, Task]] = []
        self._gatherings: dict[Gathering, list[object]] = {}
        self._planned = 0

    def plan(self, due: datetime, user: str, task: Task) -> None:
        """Something to be done for the user at `due`."""
        self._planned += 1
        heapq.heappush(self._waiting, (due, self._planned, user, task))

    def gather(
        self,
        due: datetime,
        user: str,
        write: Callable[[Sequence[Item], Desk], Iterator[Answer]],
        items: Sequence[Item],
        *,
        stage: str,
    ) -> None:
        """More items for the one answer to all of them that the user gets at `due` in the stage."""
        gathering = (due, user, stage)
        if items and gathering not in self._gatherings:
            self._gatherings[gathering] = []
            self.plan(due, user, partial(self._write_gathered, gathering, write))
        if items:
            self._gatherings[gathering].extend(items)

    def due(self, now: datetime) -> Iterator[tuple[datetime, str, Task]]:
        """What has come up until `now`, in order, also what is planned meanwhile."""
        while self._waiting and self._waiting[0][0] <= now:
            due, _, user, task = heapq.heappop(self._waiting)
            yield due, user, task

    def next_due(self) -> datetime | None:
        return self._waiting[0][0] if self._waiting else None

    def _write_gathered(
        self,
        gathering: Gathering,
        write: Callable[..., Iterator[Answer]],
        desk: Desk,
    ) -> Iterator[Answer]:
        return write(self._gatherings.pop(gathering), desk)
