"""Which 835s came, and which are missing."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.completeness.explain_gap import ExplainGap
    from chalicelib.services.completeness.find_open_claims import FindOpenClaims
    from chalicelib.services.completeness.show_completeness import ShowCompleteness
    from chalicelib.services.completeness.take_ledger import TakeLedger


class Completeness(Wired):
    @cached_property
    def show_completeness(self) -> "ShowCompleteness":
        from chalicelib.services.completeness.show_completeness import ShowCompleteness

        return ShowCompleteness(self._ports.accounts, self._take_ledger)

    @cached_property
    def explain_gap(self) -> "ExplainGap":
        from chalicelib.services.completeness.explain_gap import ExplainGap

        p = self._ports
        return ExplainGap(p.accounts, p.clock, p.explanations, self._take_ledger)

    @cached_property
    def _take_ledger(self) -> "TakeLedger":
        from chalicelib.services.completeness.take_ledger import TakeLedger

        p = self._ports
        return TakeLedger(
            p.clock, p.closures, p.explanations, self._find_open_claims, p.remittances
        )

    @cached_property
    def _find_open_claims(self) -> "FindOpenClaims":
        from chalicelib.services.completeness.find_open_claims import FindOpenClaims

        p = self._ports
        return FindOpenClaims(p.batches, p.claims, p.facts, p.tallies, p.transmissions)
