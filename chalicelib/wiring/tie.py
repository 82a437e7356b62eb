"""What an answer says is tied to what was sent."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.tie.record_facts import RecordFacts
    from chalicelib.services.tie.tie_statements import TieStatements
    from chalicelib.services.worklist.keep_worklist import KeepWorklist
    from chalicelib.services.worklist.resolve_work import ResolveWork
    from chalicelib.services.worklist.settle_work import SettleWork


class Tie(Wired):
    @cached_property
    def resolve_work(self) -> "ResolveWork":
        from chalicelib.services.worklist.resolve_work import ResolveWork

        p = self._ports
        return ResolveWork(
            p.accounts, p.claims, p.clock, p.responses, self._settle_work, p.worklist
        )

    @cached_property
    def _keep_worklist(self) -> "KeepWorklist":
        from chalicelib.services.worklist.keep_worklist import KeepWorklist

        p = self._ports
        return KeepWorklist(
            p.clock, p.responses, self._settle_work, self._tie_statements, p.worklist
        )

    @cached_property
    def _record_facts(self) -> "RecordFacts":
        from chalicelib.services.tie.record_facts import RecordFacts
        from chalicelib.services.tie.tell_claims import TellClaims

        p = self._ports
        return RecordFacts(
            batches=p.batches,
            claims=p.claims,
            clock=p.clock,
            facts=p.facts,
            hints=p.hints,
            notices=p.notices,
            tallies=p.tallies,
            tell_claims=TellClaims(p.clock, p.notices),
            transmissions=p.transmissions,
        )

    @cached_property
    def _settle_work(self) -> "SettleWork":
        from chalicelib.services.worklist.settle_work import SettleWork

        p = self._ports
        return SettleWork(self._record_facts, p.remittances, p.worklist)

    @cached_property
    def _tie_statements(self) -> "TieStatements":
        from chalicelib.services.tie.claim_directory import Books
        from chalicelib.services.tie.tie_statements import TieStatements

        p = self._ports
        return TieStatements(Books(p.accounts, p.claims, p.facts, p.links, p.practices))
