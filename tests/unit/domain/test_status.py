"""Statuses, their sentences, and how far a claim can still get."""

from datetime import timedelta

import pytest

from chalicelib.domain.ceiling import ceiling
from chalicelib.domain.status import BATCH_SENTENCES, CLAIM_SENTENCES, BatchStatus, ClaimStatus
from tests.builders import MORNING, later

WEEK = timedelta(days=7)


def test_every_status_has_its_three_sentences() -> None:
    assert set(CLAIM_SENTENCES) == set(ClaimStatus)
    assert set(BATCH_SENTENCES) == set(BatchStatus)
    for words in [*CLAIM_SENTENCES.values(), *BATCH_SENTENCES.values()]:
        assert all(text.endswith(".") for text in (words.means, words.next, words.do))


@pytest.mark.parametrize(
    "status", [ClaimStatus.REJECTED_BY_CLEARINGHOUSE, ClaimStatus.REJECTED_BY_PAYER]
)
def test_a_rejected_claim_goes_no_further(status: ClaimStatus) -> None:
    assert ceiling(status, MORNING, later(hours=1), WEEK).status is status


def test_after_the_updates_end_only_an_835_can_follow() -> None:
    within = ceiling(ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE, MORNING, later(days=7), WEEK)
    after = ceiling(ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE, MORNING, later(days=8), WEEK)
    assert "835" not in within.reason
    assert "7 days" in after.reason
    assert "835" in after.reason


def test_a_claim_not_sent_yet_can_still_get_every_answer() -> None:
    assert ceiling(ClaimStatus.AWAITING, None, later(days=30), WEEK).status is ClaimStatus.PAID
