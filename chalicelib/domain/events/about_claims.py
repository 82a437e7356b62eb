"""What answers say of claims, as events: each piece of news once, however many reports bring it.

Which events there are follows from the set of facts alone, so that their order, and who records
them, never matters (docs/adr/0043-a-page-of-claims-tells-its-own-news.md).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest

from chalicelib.domain.batch import Batch
from chalicelib.domain.events.event import Event, EventKind
from chalicelib.domain.fact import Fact, FactKind
from chalicelib.domain.identifiers import event_id

_KINDS = {
    FactKind.SYNTAX_REJECTED: EventKind.CLAIM_REJECTED,
    FactKind.PENDED: EventKind.CLAIM_PENDED,
    FactKind.ACCEPTED_BY_CLEARINGHOUSE: EventKind.CLAIM_ACCEPTED_BY_CLEARINGHOUSE,
    FactKind.REJECTED_BY_CLEARINGHOUSE: EventKind.CLAIM_REJECTED,
    FactKind.ACCEPTED_BY_PAYER: EventKind.CLAIM_ACCEPTED_BY_PAYER,
    FactKind.REJECTED_BY_PAYER: EventKind.CLAIM_REJECTED_BY_PAYER,
    FactKind.PAID: EventKind.CLAIM_PAID,
    FactKind.PARTIALLY_PAID: EventKind.CLAIM_PARTIALLY_PAID,
    FactKind.DENIED: EventKind.CLAIM_DENIED,
    FactKind.REVERSED: EventKind.CLAIM_REVERSED,
}


def claim_events(batch: Batch, facts: Iterable[Fact]) -> tuple[Event, ...]:
    """All that these facts about claims of a batch tell, in the order in which it was observed."""
    told: dict[tuple[str, EventKind], _Occasions] = defaultdict(_Occasions)
    for fact in sorted(facts, key=_order):
        told[fact.subject, _KINDS[fact.kind]].note(fact)
    events = (
        _event(batch, kind, fact, occasion)
        for (_, kind), occasions in told.items()
        for occasion, fact in occasions.each()
    )
    return tuple(sorted(events, key=lambda event: (event.happened_at, event.subject)))


@dataclass(frozen=True, slots=True)
class _Occasions:
    """On which the same was said of a claim, each with the fact that was observed first.

    A payment is one. An answer is one in each life of the claim, which the clearinghouse's number
    tells; where it is missing, on each day. Of both kinds the greater number counts: most reports
    without a number repeat what one with a number says.
    """

    payments: dict[str, Fact] = field(default_factory=dict)
    lives: dict[str, Fact] = field(default_factory=dict)
    days: dict[str, Fact] = field(default_factory=dict)

    def note(self, fact: Fact) -> None:
        said = fact.statement
        if said.payment is not None:
            occasion = f"{said.payment.remittance_id} {said.payment.position}"
            self.payments.setdefault(occasion, fact)
        elif said.clearinghouse_claim_id is not None:
            self.lives.setdefault(said.clearinghouse_claim_id, fact)
        else:
            self.days.setdefault(str(said.effective_on), fact)

    def each(self) -> Iterator[tuple[str, Fact]]:
        yield from self.payments.items()
        for number, same in enumerate(zip_longest(self.lives.values(), self.days.values()), 1):
            yield str(number), min(filter(None, same), key=_order)


def _order(fact: Fact) -> tuple[datetime, str, int]:
    return fact.observed_at, fact.subject, fact.statement.position


def _event(batch: Batch, kind: EventKind, fact: Fact, occasion: str) -> Event:
    payment = fact.statement.payment
    return Event(
        event_id=event_id(kind, fact.subject, occasion),
        kind=kind,
        subject=fact.subject,
        happened_at=fact.observed_at,
        practice_ids=(batch.practice_id,),
        account_id=batch.account_id,
        batch_id=batch.batch_id,
        response_id=fact.response_id,
        remittance_id=payment.remittance_id if payment else None,
    )
