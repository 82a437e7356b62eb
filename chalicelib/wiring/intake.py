"""A client hands in a claim file."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.intake.allow_duplicates import AllowDuplicates
    from chalicelib.services.intake.decide_batch import DecideBatch
    from chalicelib.services.intake.receive_batch import ReceiveBatch
    from chalicelib.services.intake.receive_remittance_file import ReceiveRemittanceFile
    from chalicelib.services.intake.receive_upload import ReceiveUpload
    from chalicelib.services.intake.request_upload import RequestUpload
    from chalicelib.services.intake.take_in_drop import TakeInDrop


class Intake(Wired):
    @cached_property
    def allow_duplicates(self) -> "AllowDuplicates":
        from chalicelib.services.intake.allow_duplicates import AllowDuplicates

        p = self._ports
        return AllowDuplicates(p.accounts, p.batches, p.clock, self.receive_batch)

    @cached_property
    def request_upload(self) -> "RequestUpload":
        from chalicelib.services.intake.request_upload import RequestUpload

        p = self._ports
        return RequestUpload(p.accounts, p.clock, p.entropy, p.upload_places, p.uploads)

    @cached_property
    def receive_upload(self) -> "ReceiveUpload":
        from chalicelib.services.intake.receive_upload import ReceiveUpload

        p = self._ports
        return ReceiveUpload(p.clock, p.drop_folder, p.upload_places, self.receive_batch, p.uploads)

    @cached_property
    def receive_batch(self) -> "ReceiveBatch":
        from chalicelib.services.intake.receive_batch import ReceiveBatch

        p = self._ports
        return ReceiveBatch(p.accounts, p.batches, p.archive, p.clock, self._decide_batch)

    @cached_property
    def _decide_batch(self) -> "DecideBatch":
        from chalicelib.services.intake.decide_batch import DecideBatch
        from chalicelib.services.intake.plan_transmission import PlanTransmission
        from chalicelib.services.intake.recognize_claims import RecognizeClaims

        p = self._ports
        plan = PlanTransmission(
            p.accounts,
            p.archive,
            p.batches,
            p.claims,
            p.clock,
            p.hints,
            p.links,
            p.notices,
            p.transmissions,
        )
        recognize = RecognizeClaims(p.batches, p.claim_identities)
        return DecideBatch(p.batches, p.clock, p.hints, p.notices, plan, recognize)

    @cached_property
    def receive_remittance_file(self) -> "ReceiveRemittanceFile":
        from chalicelib.services.intake.receive_remittance_file import ReceiveRemittanceFile

        p = self._ports
        return ReceiveRemittanceFile(p.accounts, p.archive, p.clock, p.hints, p.responses)

    @cached_property
    def take_in_drop(self) -> "TakeInDrop":
        from chalicelib.services.intake.receive_dropped_file import ReceiveDroppedFile
        from chalicelib.services.intake.receive_dropped_remittance import ReceiveDroppedRemittance
        from chalicelib.services.intake.take_in_drop import TakeInDrop

        p = self._ports
        return TakeInDrop(
            ReceiveDroppedFile(p.accounts, p.drop_folder, self.receive_batch),
            p.drop_folder,
            p.meter,
            ReceiveDroppedRemittance(p.accounts, p.drop_folder, self.receive_remittance_file),
        )
