"""Finished answers until they lie in outbound."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from infra.sandbox.clearinghouse.delivery import Delivery


class OutTray:
    """Gives deliveries out in the order of their instants. `holds(user, now)` keeps them back."""

    def __init__(self, holds: Callable[[str, datetime], bool]) -> None:
        self._holds = holds
        self._waiting: list[tuple[datetime, int, Delivery]] = []
        self._held: list[Delivery] = []
        self._laid = 0

    def lay(self, delivery: Delivery) -> None:
        self._laid += 1
        heapq.heappush(self._waiting, (delivery.at, self._laid, delivery))

    def due(self, now: datetime) -> tuple[Delivery, ...]:
        """What comes out now; what was held back before bears the instant of its release."""
        held, self._held = self._held, []
        released = [replace(each, at=now) for each in self._let_through(held, now)]
        return (*self._let_through(self._ripe(now), now), *released)

    def next_due(self) -> datetime | None:
        """When the next one comes out of itself; what is held back does not."""
        return self._waiting[0][0] if self._waiting else None

    def _ripe(self, now: datetime) -> list[Delivery]:
        ripe = []
        while self._waiting and self._waiting[0][0] <= now:
            ripe.append(heapq.heappop(self._waiting)[2])
        return ripe

    def _let_through(self, deliveries: list[Delivery], now: datetime) -> Iterator[Delivery]:
        for delivery in deliveries:
            if self._holds(delivery.user, now):
                self._held.append(delivery)
            else:
                yield delivery
