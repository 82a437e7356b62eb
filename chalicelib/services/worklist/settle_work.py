"""Settle a work item: what it says becomes facts, or it is dismissed, and it leaves the list."""

from dataclasses import dataclass

from chalicelib.domain.fact import Fact
from chalicelib.domain.identifiers import ClaimId
from chalicelib.domain.ports import Remittances, Worklist
from chalicelib.domain.worklist import Resolution, WorkItem
from chalicelib.services.tie.record_facts import RecordFacts


@dataclass(frozen=True, slots=True)
class SettleWork:
    record_facts: RecordFacts
    remittances: Remittances
    worklist: Worklist

    def __call__(self, item: WorkItem, facts: tuple[Fact, ...], resolution: Resolution) -> WorkItem:
        """The facts first: an item that is off the list has had its effect.

        Raises ResolvedAlreadyError when it was resolved before or meanwhile; facts that were
        recorded by then stay.
        """
        resolved = item.resolve(resolution)
        self.record_facts(item.source, facts)
        for fact in facts:
            payment = fact.statement.payment
            if payment is not None:
                claim = ClaimId(fact.subject)
                self.remittances.tie(payment.remittance_id, payment.position, claim)
        self.worklist.resolve(item, resolved)
        return resolved
