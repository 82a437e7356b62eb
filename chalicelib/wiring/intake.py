"""A client hands in a claim file."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.intake.receive_batch import ReceiveBatch
    from chalicelib.services.intake.receive_dropped_file import ReceiveDroppedFile


class Intake(Wired):
    @cached_property
    def receive_batch(self) -> "ReceiveBatch":
        from chalicelib.services.intake.plan_transmission import PlanTransmission
        from chalicelib.services.intake.receive_batch import ReceiveBatch

        p = self._ports
        plan = PlanTransmission(
            p.accounts,
            p.archive,
            p.batches,
            p.claims,
            p.clock,
            p.hints,
            p.links,
            p.transmissions,
        )
        return ReceiveBatch(p.accounts, p.batches, p.archive, p.clock, plan)

    @cached_property
    def receive_dropped_file(self) -> "ReceiveDroppedFile":
        from chalicelib.services.intake.receive_dropped_file import ReceiveDroppedFile

        p = self._ports
        return ReceiveDroppedFile(p.accounts, p.drop_folder, p.meter, self.receive_batch)
