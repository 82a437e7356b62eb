"""Keep the worklist true: what an answer leaves open joins it, what is understood leaves it."""

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass

from chalicelib.domain.errors import ResolvedAlreadyError
from chalicelib.domain.fact import Fact
from chalicelib.domain.identifiers import AccountId, ClaimId
from chalicelib.domain.ports import Clock, Responses, Worklist
from chalicelib.domain.response import Response
from chalicelib.domain.worklist import (
    Awaited,
    Outcome,
    Resolution,
    WorkItem,
)
from chalicelib.services.tie.tie_statements import TieStatements
from chalicelib.services.worklist.settle_work import SettleWork

GATEWAY = "gateway"


def decided_places(known: Iterable[WorkItem]) -> frozenset[int]:
    """Where a person has decided what a statement of a content is about, or that it is about
    nothing: the gateway does not decide there again."""
    return frozenset(item.position for item in known if item.is_decided_statement)


@dataclass(frozen=True, slots=True)
class KeepWorklist:
    clock: Clock
    responses: Responses
    settle: SettleWork
    tie: TieStatements
    worklist: Worklist

    def known(self, response: Response) -> tuple[WorkItem, ...]:
        """All that this content ever left open."""
        return self.worklist.of_source(response.account_id, response.source)

    def note(self, response: Response, items: Collection[WorkItem]) -> int:
        """As `update`, of a response that brought no facts."""
        return self.update(self.known(response), items, ())

    def update(
        self,
        known: tuple[WorkItem, ...],
        items: Collection[WorkItem],
        facts: tuple[Fact, ...],
    ) -> int:
        """Put what a response leaves open onto the list, on which its content had `known` before;
        how much of it is new.

        What an earlier reading of the same content left open and this one does not is resolved,
        but for what only a person decides.
        """
        still_open = {item.item_id for item in items}
        for item in known:
            if item.may_be_understood and item.item_id not in still_open:
                here = tuple(f for f in facts if f.statement.position == item.position)
                self._understood(item, here)
        known_ids = {item.item_id for item in known}
        return self.worklist.add(item for item in items if item.item_id not in known_ids)

    def learned(self, response: Response, awaited: Awaited, values: Iterable[str]) -> None:
        """Try the open items again that wait for one of the numbers that a response told."""
        wanted = set(values)
        if not wanted:
            return
        for item in self.worklist.awaiting(response.account_id, awaited):
            if item.awaits is not None and item.awaits[1] in wanted:
                self._try_again(item)

    def rejected(self, response: Response, claims: Set[ClaimId]) -> None:
        """Try the open items again that may be about one of these claims, now known to be rejected:
        perhaps only one other is left, or it was mended since."""
        if not claims:
            return
        for awaited in Awaited:
            for item in self.worklist.awaiting(response.account_id, awaited):
                if not claims.isdisjoint(item.candidates):
                    self._try_again(item)

    def try_all_again(self, account_id: AccountId) -> None:
        """Open items that wait for a number: it may have come at the moment when they joined."""
        for awaited in Awaited:
            for item in self.worklist.awaiting(account_id, awaited):
                self._try_again(item)

    def _try_again(self, item: WorkItem) -> None:
        if item.statement is None:
            return
        source = self.responses.get(item.response_id)
        tied = self.tie(source, item.response_kind, (item.statement,))
        if tied.facts:
            self._understood(item, tied.facts)

    def _understood(self, item: WorkItem, facts: tuple[Fact, ...]) -> None:
        resolution = Resolution(Outcome.UNDERSTOOD, GATEWAY, self.clock.now())
        try:
            self.settle(item, facts, resolution)
        except ResolvedAlreadyError:
            # A person resolved it at this very moment; what it said is recorded either way.
            return
