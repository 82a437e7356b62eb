"""What facts about claims tell: once, in any order, whoever knows how many of them."""

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.events.about_claims import claim_events
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.fact import Fact, FactKind
from chalicelib.domain.identifiers import ResponseId
from tests.builders import a_batch, a_claim, a_fact, a_payment, later

KINDS = [
    FactKind.ACCEPTED_BY_CLEARINGHOUSE,
    FactKind.REJECTED_BY_CLEARINGHOUSE,
    FactKind.SYNTAX_REJECTED,
    FactKind.PAID,
    FactKind.DENIED,
]


def said(
    kind: FactKind,
    number: str | None = None,
    day: int = 1,
    payment: int | None = None,
    claim: int = 1,
    observed_at: datetime = later(hours=1),  # noqa: B008 - the builder's own default
    source: bytes = b"any",
) -> Fact:
    fact = a_fact(kind, a_claim(claim).claim_id, source=source, observed_at=observed_at)
    statement = replace(
        fact.statement,
        clearinghouse_claim_id=number,
        effective_on=date(2026, 3, day),
        payment=None if payment is None else a_payment(position=payment),
    )
    return replace(fact, statement=statement)


def kinds(*facts: Fact) -> list[str]:
    return [event.kind.value for event in claim_events(a_batch(), facts)]


def test_the_same_news_in_three_reports_is_told_once() -> None:
    accepted = FactKind.ACCEPTED_BY_CLEARINGHOUSE
    reports = said(accepted, "1"), said(accepted, "1", day=2), said(accepted, day=3)
    assert kinds(*reports) == ["claim.accepted_by_clearinghouse"]


def test_a_rejection_in_another_life_is_told_again() -> None:
    rejected = FactKind.REJECTED_BY_CLEARINGHOUSE
    assert kinds(said(rejected, "1"), said(rejected, "2")) == ["claim.rejected"] * 2


def test_without_numbers_another_day_is_another_occasion() -> None:
    rejected = FactKind.REJECTED_BY_PAYER
    assert len(kinds(said(rejected, day=1), said(rejected, day=1), said(rejected, day=9))) == 2


def test_a_payment_that_comes_in_two_files_is_told_once_and_two_payments_twice() -> None:
    same = said(FactKind.PAID, payment=1), said(FactKind.PAID, payment=1, source=b"again")
    assert kinds(*same) == ["claim.paid"]
    assert kinds(*same, said(FactKind.PAID, payment=2)) == ["claim.paid"] * 2


def test_each_kind_of_fact_about_claims_has_an_event() -> None:
    facts = [
        said(kind, payment=1 if "paid" in kind or kind in {"denied", "reversed"} else None)
        for kind in FactKind
        if kind.concerns_claims
    ]
    told = {event.kind for event in claim_events(a_batch(), facts)}
    assert told == {kind for kind in EventKind if kind.startswith("claim.")}


FACTS = st.builds(
    said,
    kind=st.sampled_from(KINDS[:3]),
    number=st.sampled_from([None, "1", "2"]),
    day=st.integers(1, 3),
    claim=st.integers(1, 2),
    observed_at=st.integers(1, 4).map(lambda hours: later(hours=hours)),
)


@given(facts=st.lists(FACTS, max_size=8), rnd=st.randoms())
def test_order_and_repetition_change_nothing(facts: list[Fact], rnd: object) -> None:
    shuffled = [*facts, *facts]
    rnd.shuffle(shuffled)  # type: ignore[attr-defined]
    ids = {event.event_id for event in claim_events(a_batch(), facts)}
    assert {event.event_id for event in claim_events(a_batch(), shuffled)} == ids


@given(facts=st.lists(FACTS, max_size=8), known=st.integers(0, 8))
def test_who_knows_less_tells_nothing_that_would_be_told_otherwise(
    facts: list[Fact], known: int
) -> None:
    """So whoever records first, all that is told in the end follows from the facts alone."""
    less = {event.event_id for event in claim_events(a_batch(), facts[:known])}
    assert less <= {event.event_id for event in claim_events(a_batch(), facts)}


def test_response_ids_lead_to_where_it_was_said_first() -> None:
    first = replace(
        said(FactKind.PENDED, "1", observed_at=later(hours=1)), response_id=ResponseId("rsp_1")
    )
    second = replace(
        said(FactKind.PENDED, "1", observed_at=later(hours=2)), response_id=ResponseId("rsp_2")
    )
    (event,) = claim_events(a_batch(), [second, first])
    assert (event.response_id, event.happened_at) == ("rsp_1", later(hours=1))
