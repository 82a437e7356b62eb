"""What answers say of claims, as events: each piece of news once, however many reports bring it.

Which events there are follows from the set of facts alone, so that their order, and who records
them, never matters (docs/adr/0043-a-page-of-claims-tells-its-own-news.md).
"""

from collections.abc import Iterable
from datetime import datetime

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
    events: dict[str, Event] = {}
    for fact in sorted(facts, key=_order):
        event = _event(batch, fact)
        events.setdefault(event.event_id, event)
    return tuple(events.values())


def _order(fact: Fact) -> tuple[datetime, str, int]:
    return fact.observed_at, fact.subject, fact.statement.position


def _event(batch: Batch, fact: Fact) -> Event:
    kind, payment = _KINDS[fact.kind], fact.statement.payment
    return Event(
        event_id=event_id(kind, fact.subject, _occasion(fact)),
        kind=kind,
        subject=fact.subject,
        happened_at=fact.observed_at,
        practice_ids=(batch.practice_id,),
        account_id=batch.account_id,
        batch_id=batch.batch_id,
        response_id=fact.response_id,
        remittance_id=payment.remittance_id if payment else None,
    )


def _occasion(fact: Fact) -> str:
    """What makes it news: a payment is told once, an answer once in each life of the claim.

    An answer that does not tell the clearinghouse's number of the claim is news once a day.
    """
    said = fact.statement
    if said.payment is not None:
        return f"{said.payment.remittance_id} {said.payment.position}"
    return said.clearinghouse_claim_id or str(said.effective_on or fact.response_id)
