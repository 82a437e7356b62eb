"""Statuses, their sentences, and how far a claim can still get."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.ceiling import Course, Waits, ceiling
from chalicelib.domain.status import (
    BATCH_SENTENCES,
    CLAIM_SENTENCES,
    WORK_SENTENCES,
    BatchStatus,
    ClaimStatus,
)
from chalicelib.domain.worklist import WorkReason
from tests.builders import MORNING, later

WAITS = Waits(updates_end=timedelta(days=7), pend_ends=timedelta(days=21))
SENT = Course(sent_at=MORNING)


def test_every_status_and_every_reason_has_its_three_sentences() -> None:
    assert set(CLAIM_SENTENCES) == set(ClaimStatus)
    assert set(BATCH_SENTENCES) == set(BatchStatus)
    assert set(WORK_SENTENCES) == set(WorkReason)
    tables = CLAIM_SENTENCES.values(), BATCH_SENTENCES.values(), WORK_SENTENCES.values()
    for words in (words for table in tables for words in table):
        assert all(text.endswith(".") for text in (words.means, words.next, words.do))


@pytest.mark.parametrize(
    "status", [ClaimStatus.REJECTED_BY_CLEARINGHOUSE, ClaimStatus.REJECTED_BY_PAYER]
)
def test_a_rejected_claim_goes_no_further_as_it_is(status: ClaimStatus) -> None:
    highest = ceiling(status, SENT, later(hours=1), WAITS)
    assert highest.status is status
    assert "portal" in highest.reason


def test_after_the_updates_end_only_an_835_can_follow() -> None:
    within = ceiling(ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE, SENT, later(days=7), WAITS)
    after = ceiling(ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE, SENT, later(days=8), WAITS)
    assert "835" not in within.reason
    assert "7 days" in after.reason
    assert "835" in after.reason


def test_a_claim_passed_on_late_is_reported_on_for_longer() -> None:
    course = Course(sent_at=MORNING, forwarded_on=date(2026, 3, 16), pended_on=date(2026, 3, 2))
    accepted = ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE
    assert "835" not in ceiling(accepted, course, later(days=20), WAITS).reason
    assert "835" in ceiling(accepted, course, later(days=22), WAITS).reason


def test_a_pended_claim_is_told_until_when() -> None:
    course = Course(sent_at=MORNING, pended_on=date(2026, 3, 2))
    reason = ceiling(ClaimStatus.PENDED, course, later(days=9), WAITS).reason
    assert "within 21 days" in reason
    assert "2026-03-23" in reason


def test_without_such_rules_nothing_ends() -> None:
    free = Waits(updates_end=None, pend_ends=None)
    accepted = ceiling(ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE, SENT, later(days=300), free)
    assert "835" not in accepted.reason
    assert "days" not in ceiling(ClaimStatus.PENDED, SENT, later(days=1), free).reason


def test_a_claim_not_sent_yet_can_still_get_every_answer() -> None:
    unsent = ceiling(ClaimStatus.AWAITING, Course(), later(days=30), WAITS)
    assert unsent.status is ClaimStatus.PAID
