"""Office Ally's work on single files, for callers that want all answers to one."""

import asyncio

from infra.sandbox.clearinghouse.back_office import BackOffice
from infra.sandbox.clearinghouse.boxes import Boxes
from infra.sandbox.clearinghouse.config import ClearinghouseConfig
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.ledger import Ledger
from infra.sandbox.clearinghouse.picked_up import PickedUp


class OfficeAlly:
    """Works files at the pace and by the clock of the configuration."""

    def __init__(
        self, config: ClearinghouseConfig, boxes: Boxes, ledger: Ledger, ids: FileIds
    ) -> None:
        self._clock = config.clock
        self._boxes = boxes
        self._office = BackOffice(
            config.users,
            timeline=config.timeline,
            ids=ids,
            ledger=ledger,
            contact_name=config.contact_name,
        )

    async def work(self, picked_up: PickedUp) -> None:
        """Notes the receipt at once, then puts each answer into `outbound` in its time."""
        self._office.receive(picked_up, self._clock())
        while due := self._office.next_due():
            await asyncio.sleep((due - self._clock()).total_seconds())
            for each in self._office.step(self._clock()):
                self._boxes.deliver(each.user, each.name, each.content)
