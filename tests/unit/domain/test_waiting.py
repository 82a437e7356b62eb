"""What a file or a claim waits for, by ledger and facts."""

from datetime import datetime

import pytest

from chalicelib.domain.deadlines import Stage, Wait
from chalicelib.domain.fact import Fact, FactKind
from chalicelib.domain.transmission import TransmissionState
from chalicelib.domain.waiting import claim_wait, file_wait, gather
from tests.builders import MORNING, a_fact, a_transmission, later

SENT = later(minutes=5)


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        (TransmissionState.PLANNED, Stage.SENDING),
        (TransmissionState.STAGED, Stage.SENDING),
        (TransmissionState.SENT, Stage.ACKNOWLEDGMENT),
        (TransmissionState.UNCERTAIN, Stage.ACKNOWLEDGMENT),
        (TransmissionState.ACKNOWLEDGED, None),
        (TransmissionState.REJECTED, None),
        (TransmissionState.FAILED, None),
    ],
)
def test_a_file_waits_until_the_clearinghouse_has_spoken_of_it(
    state: TransmissionState, stage: Stage | None
) -> None:
    wait = file_wait(a_transmission(state=state, sent_at=SENT))
    assert (wait.stage if wait else None) is stage
    if stage is Stage.ACKNOWLEDGMENT:
        assert wait is not None
        assert wait.since == SENT


def test_a_claim_without_any_word_waits_for_its_verdict_since_the_file_was_sent() -> None:
    assert claim_wait([], SENT, "62308") == Wait(Stage.CLAIM_VERDICT, SENT, 1)


@pytest.mark.parametrize(
    ("kind", "stage", "payer_id"),
    [
        (FactKind.PENDED, Stage.PEND, None),
        (FactKind.ACCEPTED_BY_CLEARINGHOUSE, Stage.PAYER_ANSWER, "62308"),
        (FactKind.ACCEPTED_BY_PAYER, Stage.REMITTANCE, "62308"),
    ],
)
def test_a_claim_waits_for_the_next_stage_since_the_fact_that_opened_it(
    kind: FactKind, stage: Stage, payer_id: str | None
) -> None:
    facts = [_seen(kind, later(hours=hours), hours) for hours in (20, 10, 30)]
    assert claim_wait(facts, SENT, "62308") == Wait(stage, later(hours=10), 1, payer_id)


@pytest.mark.parametrize(
    "kind",
    [FactKind.SYNTAX_REJECTED, FactKind.REJECTED_BY_CLEARINGHOUSE, FactKind.REJECTED_BY_PAYER],
)
def test_a_rejected_claim_waits_for_nothing(kind: FactKind) -> None:
    assert claim_wait([_seen(kind, MORNING, 1)], SENT, "62308") is None


def test_claims_that_wait_alike_are_one_wait_since_the_first_of_them() -> None:
    waits = [
        Wait(Stage.PAYER_ANSWER, later(hours=2), 1, "B"),
        Wait(Stage.PAYER_ANSWER, later(hours=1), 1, "A"),
        Wait(Stage.PAYER_ANSWER, later(hours=1), 1, "B"),
        None,
        Wait(Stage.CLAIM_VERDICT, later(hours=3), 1),
    ]
    assert gather(waits) == (
        Wait(Stage.CLAIM_VERDICT, later(hours=3), 1),
        Wait(Stage.PAYER_ANSWER, later(hours=1), 1, "A"),
        Wait(Stage.PAYER_ANSWER, later(hours=1), 2, "B"),
    )


def _seen(kind: FactKind, at: datetime, number: int) -> Fact:
    return a_fact(kind, source=f"response {number}".encode(), observed_at=at)
