"""The fold is a pure function of a set of facts."""

from datetime import date
from decimal import Decimal
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.batch import IntakeState
from chalicelib.domain.fact import Fact, FactKind
from chalicelib.domain.fold import batch_status, claim_status, paid_total
from chalicelib.domain.identifiers import RemittanceId
from chalicelib.domain.status import BatchStatus, ClaimStatus
from chalicelib.domain.transmission import TransmissionState
from tests.builders import a_batch, a_fact, a_payment, a_statement, a_transmission

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


def fact(kind: FactKind, day: date = MONDAY, position: int = 1, paid: str | None = None) -> Fact:
    payment = None
    if paid is not None:
        sign = -1 if kind is FactKind.REVERSED else 1
        remittance = RemittanceId(f"rem_{kind}{day}")
        amounts = {"charge": sign * Decimal(100), "paid": sign * Decimal(paid)}
        payment = a_payment(remittance_id=remittance, position=position, **amounts)
    statement = a_statement(kind, position, effective_on=day, payment=payment)
    return a_fact(
        kind, position=position, source=f"{kind}{day}{paid}".encode(), statement=statement
    )


def test_a_claim_without_facts_awaits() -> None:
    assert claim_status([]) is ClaimStatus.AWAITING


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ([FactKind.ACCEPTED_BY_CLEARINGHOUSE], ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE),
        ([FactKind.SYNTAX_REJECTED], ClaimStatus.REJECTED_BY_CLEARINGHOUSE),
        ([FactKind.PENDED], ClaimStatus.PENDED),
        (
            [FactKind.ACCEPTED_BY_CLEARINGHOUSE, FactKind.ACCEPTED_BY_PAYER],
            ClaimStatus.ACCEPTED_BY_PAYER,
        ),
        (
            [FactKind.ACCEPTED_BY_CLEARINGHOUSE, FactKind.REJECTED_BY_PAYER],
            ClaimStatus.REJECTED_BY_PAYER,
        ),
        (
            [FactKind.ACCEPTED_BY_CLEARINGHOUSE, FactKind.REJECTED_BY_CLEARINGHOUSE],
            ClaimStatus.REJECTED_BY_CLEARINGHOUSE,
        ),
    ],
)
def test_answers_of_one_day_fold_to_the_weightiest(
    kinds: list[FactKind], status: ClaimStatus
) -> None:
    assert claim_status([fact(kind) for kind in kinds]) is status


def test_a_pended_claim_that_is_accepted_later_is_accepted() -> None:
    facts = [fact(FactKind.PENDED, MONDAY), fact(FactKind.ACCEPTED_BY_CLEARINGHOUSE, TUESDAY)]
    assert claim_status(facts) is ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE


def test_an_acceptance_never_overwrites_a_later_rejection() -> None:
    facts = [fact(FactKind.REJECTED_BY_PAYER, TUESDAY), fact(FactKind.ACCEPTED_BY_PAYER, MONDAY)]
    assert claim_status(facts) is ClaimStatus.REJECTED_BY_PAYER


def test_a_payment_outweighs_every_earlier_answer() -> None:
    facts = [fact(FactKind.REJECTED_BY_PAYER, WEDNESDAY), fact(FactKind.PAID, MONDAY, paid="80")]
    assert claim_status(facts) is ClaimStatus.PAID


def test_a_payment_taken_back_is_reversed() -> None:
    facts = [
        fact(FactKind.PAID, MONDAY, paid="80"),
        fact(FactKind.REVERSED, TUESDAY, paid="80"),
    ]
    assert claim_status(facts) is ClaimStatus.REVERSED
    assert paid_total(facts) == 0


def test_a_later_denial_does_not_undo_a_payment_that_stands() -> None:
    facts = [fact(FactKind.PAID, MONDAY, paid="80"), fact(FactKind.DENIED, TUESDAY, paid="0")]
    assert claim_status(facts) is ClaimStatus.PAID


def test_the_same_payment_in_another_file_counts_once() -> None:
    payment = a_payment(charge=Decimal(100), paid=Decimal(80))
    statement = a_statement(FactKind.PAID, effective_on=MONDAY, payment=payment)
    copies = [
        a_fact(FactKind.PAID, source=source, statement=statement) for source in (b"one", b"two")
    ]
    assert paid_total(copies) == 80
    reversal = fact(FactKind.REVERSED, TUESDAY, paid="80")
    assert claim_status([*copies, reversal]) is ClaimStatus.REVERSED


def test_a_reversal_with_its_correction_is_what_the_correction_says() -> None:
    facts = [
        fact(FactKind.PAID, MONDAY, paid="80"),
        fact(FactKind.REVERSED, MONDAY, position=2, paid="80"),
        fact(FactKind.DENIED, MONDAY, position=3, paid="0"),
    ]
    assert {claim_status(order) for order in permutations(facts)} == {ClaimStatus.DENIED}


FACTS = st.lists(
    st.builds(
        fact,
        st.sampled_from(
            [
                FactKind.SYNTAX_REJECTED,
                FactKind.PENDED,
                FactKind.ACCEPTED_BY_CLEARINGHOUSE,
                FactKind.REJECTED_BY_CLEARINGHOUSE,
                FactKind.ACCEPTED_BY_PAYER,
                FactKind.REJECTED_BY_PAYER,
            ]
        ),
        st.sampled_from([MONDAY, TUESDAY, WEDNESDAY]),
        st.integers(1, 5),
    )
    | st.builds(
        fact,
        st.sampled_from([FactKind.PAID, FactKind.DENIED, FactKind.REVERSED]),
        st.sampled_from([MONDAY, TUESDAY]),
        st.integers(1, 5),
        st.sampled_from(["0", "80"]),
    ),
    max_size=8,
)


@given(FACTS, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(facts: list[Fact], random: Random) -> None:
    shuffled = facts + facts[:3]
    random.shuffle(shuffled)
    assert claim_status(shuffled) is claim_status(facts)
    assert paid_total(shuffled) == paid_total(facts)


@pytest.mark.parametrize(
    ("states", "claims", "status"),
    [
        ([TransmissionState.PLANNED], {}, BatchStatus.AWAITING_TRANSMISSION),
        ([TransmissionState.STAGED], {}, BatchStatus.AWAITING_TRANSMISSION),
        ([TransmissionState.SENT], {}, BatchStatus.AWAITING),
        ([TransmissionState.UNCERTAIN], {}, BatchStatus.AWAITING),
        ([TransmissionState.ACKNOWLEDGED], {}, BatchStatus.ACKNOWLEDGED),
        ([TransmissionState.FAILED], {}, BatchStatus.FAILED),
        ([TransmissionState.REJECTED], {}, BatchStatus.FAILED),
        (
            [TransmissionState.ACKNOWLEDGED],
            {ClaimStatus.AWAITING: 1, ClaimStatus.PAID: 1},
            BatchStatus.ACKNOWLEDGED,
        ),
        (
            [TransmissionState.ACKNOWLEDGED],
            {ClaimStatus.PAID: 1, ClaimStatus.REJECTED_BY_PAYER: 1},
            BatchStatus.ACCEPTED,
        ),
        (
            [TransmissionState.ACKNOWLEDGED],
            {ClaimStatus.PAID: 1, ClaimStatus.REJECTED_BY_CLEARINGHOUSE: 1},
            BatchStatus.PARTIALLY_ACCEPTED,
        ),
        (
            [TransmissionState.ACKNOWLEDGED],
            {ClaimStatus.REJECTED_BY_CLEARINGHOUSE: 2},
            BatchStatus.REJECTED,
        ),
    ],
)
def test_a_batch_folds_its_ledger_and_its_claims(
    states: list[TransmissionState], claims: dict[ClaimStatus, int], status: BatchStatus
) -> None:
    transmissions = [
        a_transmission(part=part, state=state) for part, state in enumerate(states, start=1)
    ]
    planned = a_batch(state=IntakeState.PLANNED)
    assert batch_status(planned, transmissions, claims) is status


def test_a_batch_that_is_not_planned_was_only_received() -> None:
    assert batch_status(a_batch(), [a_transmission()], {}) is BatchStatus.RECEIVED


def test_a_refused_batch_is_refused() -> None:
    assert batch_status(a_batch().refuse((), 0), [], {}) is BatchStatus.REFUSED
