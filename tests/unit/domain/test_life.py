"""A claim mended in the portal begins anew; what was said of it before is history."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.fact import Fact, FactKind
from chalicelib.domain.fold import claim_status, forwarded_on, payer_claim_control_number, pended_on
from chalicelib.domain.life import current_life, current_number
from chalicelib.domain.status import ClaimStatus
from tests.builders import a_fact, a_payment, a_statement

MONDAY = date(2026, 3, 2)
ACCEPTED, REJECTED = FactKind.ACCEPTED_BY_CLEARINGHOUSE, FactKind.REJECTED_BY_CLEARINGHOUSE
BY_PAYER, REFUSED, PENDED = (
    FactKind.ACCEPTED_BY_PAYER,
    FactKind.REJECTED_BY_PAYER,
    FactKind.PENDED,
)

Word = tuple[FactKind, int | None, str | None]
"""What is said, on which day after MONDAY, of which number of the claim."""


def fact(word: Word, payer_number: str | None = None) -> Fact:
    kind, day, number = word
    on = None if day is None else MONDAY + timedelta(days=day)
    statement = a_statement(
        kind,
        effective_on=on,
        clearinghouse_claim_id=number,
        payer_claim_control_number=payer_number,
        payment=a_payment() if kind is FactKind.PAID else None,
    )
    return a_fact(kind, source=f"{word}{payer_number}".encode(), statement=statement)


def facts(words: Sequence[Word]) -> list[Fact]:
    return [fact(word) for word in words]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([(REJECTED, 0, "100")], ClaimStatus.REJECTED_BY_CLEARINGHOUSE),
        (
            [(REJECTED, 0, "100"), (ACCEPTED, 3, "200")],
            ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE,
        ),
        (
            [(ACCEPTED, 0, "100"), (REFUSED, 2, "100"), (ACCEPTED, 3, "200")],
            ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE,
        ),
        (
            [(ACCEPTED, 0, "100"), (REFUSED, 2, None), (ACCEPTED, 3, "200")],
            ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE,
        ),
        (
            [(REFUSED, 2, "100"), (ACCEPTED, 3, "200"), (BY_PAYER, 5, None)],
            ClaimStatus.ACCEPTED_BY_PAYER,
        ),
        (
            [(REFUSED, 2, "100"), (ACCEPTED, 3, "200"), (REFUSED, 5, "200")],
            ClaimStatus.REJECTED_BY_PAYER,
        ),
        ([(REJECTED, 0, "99"), (ACCEPTED, 0, "100")], ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE),
        ([(REFUSED, 4, "99"), (ACCEPTED, 1, "100")], ClaimStatus.REJECTED_BY_PAYER),
        (
            [(REFUSED, 3, None), (REJECTED, 0, "100"), (ACCEPTED, 3, "200")],
            ClaimStatus.REJECTED_BY_PAYER,
        ),
        (
            [(FactKind.SYNTAX_REJECTED, None, None), (ACCEPTED, 3, "200")],
            ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE,
        ),
        ([(REJECTED, 0, "100"), (ACCEPTED, 3, "200"), (FactKind.PAID, 9, None)], ClaimStatus.PAID),
        ([(REJECTED, 0, "100"), (FactKind.PAID, 9, None)], ClaimStatus.PAID),
        ([(PENDED, 0, "100"), (REJECTED, 21, "100")], ClaimStatus.REJECTED_BY_CLEARINGHOUSE),
        ([(PENDED, 0, "100"), (BY_PAYER, 16, None)], ClaimStatus.ACCEPTED_BY_PAYER),
    ],
    ids=str,
)
def test_the_last_life_tells_where_a_claim_stands(
    words: Sequence[Word], status: ClaimStatus
) -> None:
    for seed in range(5):
        told = facts(words) * 2
        Random(seed).shuffle(told)
        assert claim_status(told) is status


def test_the_number_is_that_of_the_current_life() -> None:
    assert current_number([]) is None
    assert current_number(facts([(BY_PAYER, 1, None)])) is None
    assert current_number(facts([(ACCEPTED, 3, "9999"), (REJECTED, 0, "10000")])) == "9999"
    assert current_number(facts([(ACCEPTED, 0, "9999"), (REJECTED, 0, "10000")])) == "10000"


def test_days_are_those_of_the_current_life() -> None:
    told = facts(
        [(PENDED, 0, "100"), (PENDED, 7, "100"), (ACCEPTED, 14, "100"), (ACCEPTED, 15, "100")]
    )
    assert pended_on(told) == MONDAY
    assert forwarded_on(told) == MONDAY + timedelta(days=15)
    mended = [*told, fact((REJECTED, 20, "200"))]
    assert (pended_on(mended), forwarded_on(mended)) == (None, None)


def test_the_payers_number_is_the_one_told_last() -> None:
    told = [fact((BY_PAYER, 3, None), "ICN2"), fact((BY_PAYER, 1, None), "ICN1")]
    assert payer_claim_control_number(told) == "ICN2"
    assert payer_claim_control_number(reversed(told)) == "ICN2"
    assert payer_claim_control_number([]) is None


WORDS = st.lists(
    st.tuples(
        st.sampled_from([ACCEPTED, REJECTED, BY_PAYER, REFUSED, PENDED]),
        st.none() | st.integers(0, 4),
        st.sampled_from([None, "99", "100", "101"]),
    ),
    max_size=8,
)


@given(WORDS, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_matters(words: list[Word], random: Random) -> None:
    told = facts(words)
    shuffled = told + told[:3]
    random.shuffle(shuffled)
    assert set(current_life(shuffled)) == set(current_life(told))
    assert current_number(shuffled) == current_number(told)


@given(WORDS)
def test_with_one_number_or_none_nothing_is_history(words: list[Word]) -> None:
    told = facts([(kind, day, None if number is None else "100") for kind, day, number in words])
    assert set(current_life(told)) == set(told)


@given(WORDS)
def test_a_rejection_of_the_current_number_is_never_overlooked(words: list[Word]) -> None:
    told = facts([*words, (REFUSED, 9, "300")])
    assert claim_status(told) is ClaimStatus.REJECTED_BY_PAYER
