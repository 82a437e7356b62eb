"""Faults in how answers come out."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from infra.sandbox.clearinghouse.delivery import Delivery
from infra.sandbox.clearinghouse.faults.board import FaultBoard
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.profile import Profile


@dataclass(frozen=True, slots=True)
class DeliveryFaults:
    """What becomes of an answer: late, twice, or by half at first."""

    faults: FaultBoard
    profile: Profile
    ids: FileIds

    def suffered_by(self, delivery: Delivery) -> Iterator[Delivery]:
        """The deliveries that the client gets to see instead of the one."""
        for each in self._repeated(self._delayed(delivery)):
            yield from self._grown(each)

    def _delayed(self, delivery: Delivery) -> Delivery:
        order = self.faults.strike(Fault.REORDERED_ANSWERS, delivery.user, delivery.at)
        if not order:
            return delivery
        seconds = zlib.crc32(delivery.name.encode()) % (order.size + 1)
        return replace(delivery, at=delivery.at + timedelta(seconds=seconds))

    def _repeated(self, delivery: Delivery) -> Iterator[Delivery]:
        yield delivery
        order = self.faults.strike(Fault.DUPLICATE_ANSWERS, delivery.user, delivery.at)
        if order:
            yield replace(delivery, name=self.profile.again(delivery.name, self.ids.file_id()))
            yield replace(delivery, at=delivery.at + timedelta(seconds=order.size))

    def _grown(self, delivery: Delivery) -> Iterator[Delivery]:
        order = self.faults.strike(Fault.HALF_WRITTEN, delivery.user, delivery.at)
        if order:
            yield replace(delivery, content=delivery.content[: len(delivery.content) // 2])
            delivery = replace(delivery, at=delivery.at + timedelta(seconds=order.size))
        yield delivery
