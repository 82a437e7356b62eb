"""A collected response becomes facts."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.tie import Tie

if TYPE_CHECKING:
    from chalicelib.services.answers.apply_response import ApplyResponse
    from chalicelib.services.answers.reprocess_response import ReprocessResponse


class Answers(Tie):
    @cached_property
    def apply_response(self) -> "ApplyResponse":
        from chalicelib.services.answers.apply_response import ApplyResponse
        from chalicelib.services.answers.archive_remittance import ArchiveRemittance
        from chalicelib.services.answers.keep_era_form import KeepEraForm
        from chalicelib.services.answers.tell_of_payments import TellOfPayments
        from chalicelib.services.answers.unpack_response import UnpackResponse

        p = self._ports
        return ApplyResponse(
            accounts=p.accounts,
            archive=p.archive,
            archive_remittance=ArchiveRemittance(
                p.clock,
                KeepEraForm(p.archive, p.clock, p.era_files),
                p.remittances,
                TellOfPayments(p.clock, p.hints, p.notices),
            ),
            hints=p.hints,
            keep_worklist=self._keep_worklist,
            links=p.links,
            meter=p.meter,
            record_facts=self._record_facts,
            responses=p.responses,
            tie=self._tie_statements,
            unpack=UnpackResponse(p.archive, p.responses),
        )

    @cached_property
    def reprocess_response(self) -> "ReprocessResponse":
        from chalicelib.services.answers.reprocess_response import ReprocessResponse

        p = self._ports
        return ReprocessResponse(p.accounts, p.hints, p.responses)
