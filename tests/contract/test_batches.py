"""Batches and their claims, on the fakes and on DynamoDB."""

from decimal import Decimal

import pytest

from chalicelib.adapters.dynamodb.batches import DynamoBatches
from chalicelib.adapters.dynamodb.claims import DynamoClaims
from chalicelib.domain.claim import ClaimKind
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import CLAIMS_PER_PAGE, AccountId, BatchId, ClaimId, PracticeId
from chalicelib.domain.ports import Batches, Claims
from chalicelib.domain.wanted import Span, WantedBatches
from tests.builders import (
    ACCOUNT,
    MORNING,
    PRACTICE,
    a_batch,
    a_claim,
    a_finding,
    a_stall,
    an_account,
    later,
)
from tests.contract.races import RUNNERS, race, succeeds
from tests.fakes import FakeBatches, FakeClaims

STALL = a_stall()


@pytest.fixture(params=["fake", "dynamodb"])
def batches(request: pytest.FixtureRequest) -> Batches:
    if request.param == "fake":
        return FakeBatches()
    return DynamoBatches(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def claims(request: pytest.FixtureRequest) -> Claims:
    if request.param == "fake":
        return FakeClaims()
    return DynamoClaims(request.getfixturevalue("table"))


class TestBatches:
    def test_a_batch_is_found_as_it_was_added(self, batches: Batches) -> None:
        batch = a_batch(findings=(a_finding(), a_finding(code=None)), total_charge=Decimal("1.50"))
        assert batches.add(batch) == batch
        assert batches.get(batch.batch_id) == batch

    def test_an_unknown_batch_is_not_found(self, batches: Batches) -> None:
        with pytest.raises(NotFoundError, match="batch bat_none"):
            batches.get(BatchId("bat_none"))

    def test_adding_a_batch_again_returns_the_one_that_is_there(self, batches: Batches) -> None:
        batches.add(a_batch())
        assert batches.add(a_batch(received_at=later(days=1))) == a_batch()
        assert batches.get(a_batch().batch_id) == a_batch()

    def test_all_who_add_in_a_race_get_the_same_batch(self, batches: Batches) -> None:
        got = race(lambda number: batches.add(a_batch(received_at=later(seconds=number))))
        assert got == [batches.get(a_batch().batch_id)] * RUNNERS

    def test_a_batch_advances_from_the_state_that_stands(self, batches: Batches) -> None:
        old = batches.add(a_batch())
        new = old.plan(ClaimKind.DENTAL, 3, Decimal("375.00"), (a_finding(),), 0)
        batches.advance(old, new)
        assert batches.get(old.batch_id) == new

    def test_a_batch_never_advances_from_a_state_that_is_gone(self, batches: Batches) -> None:
        old = batches.add(a_batch())
        refused = old.refuse((a_finding(),), 0)
        batches.advance(old, refused)
        with pytest.raises(ConflictError):
            batches.advance(old, old.plan(ClaimKind.DENTAL, 3, Decimal(1), (), 0))
        assert batches.get(old.batch_id) == refused

    def test_a_batch_that_was_never_added_cannot_advance(self, batches: Batches) -> None:
        with pytest.raises(ConflictError):
            batches.advance(a_batch(), a_batch().refuse((), 0))

    def test_a_stall_that_came_meanwhile_is_a_conflict(self, batches: Batches) -> None:
        old = batches.add(a_batch())
        batches.advance(old, old.watched(STALL, None, ()))
        with pytest.raises(ConflictError):
            batches.advance(old, old.refuse((), 0))

    def test_a_stall_ends_only_where_it_still_stands(self, batches: Batches) -> None:
        old = batches.add(a_batch())
        stalled = old.watched(STALL, None, ())
        batches.advance(old, stalled)
        batches.advance(stalled, stalled.watched(None, None, ()))
        assert batches.get(old.batch_id) == old
        with pytest.raises(ConflictError):
            batches.advance(stalled, stalled.watched(None, None, ()))

    def test_exactly_one_wins_a_race_to_advance(self, batches: Batches) -> None:
        old = batches.add(a_batch())
        new = old.refuse((), 0)
        won = race(lambda _: succeeds(lambda: batches.advance(old, new)))
        assert won.count(True) == 1

    def test_unplanned_are_those_still_received_oldest_first(self, batches: Batches) -> None:
        for number in (3, 1, 2):
            batches.add(a_batch(number))
        batches.advance(a_batch(2), a_batch(2).refuse((), 0))
        assert batches.unplanned() == (a_batch(1), a_batch(3))

    def test_due_are_the_planned_ones_whose_look_has_come_longest_due_first(
        self, batches: Batches
    ) -> None:
        planned = [
            a_batch(number).plan(ClaimKind.DENTAL, 1, Decimal(1), (), 0) for number in (2, 1, 3)
        ]
        for batch in (*planned, a_batch(4)):
            batches.add(batch)
        second, first, third = planned
        assert batches.due(ACCOUNT, later(minutes=2)) == (first, second)
        assert batches.due(AccountId("acc_other"), later(minutes=2)) == ()
        batches.advance(first, first.watched(None, later(hours=1), ()))
        assert batches.due(ACCOUNT, later(minutes=59)) == (second, third)
        batches.advance(second, second.watched(None, None, ()))
        assert batches.due(ACCOUNT, later(days=999)) == (third, batches.get(first.batch_id))

    def test_a_batch_may_be_stalled_and_unplanned_at_once(self, batches: Batches) -> None:
        stalled = batches.add(a_batch()).watched(STALL, later(hours=72), ())
        batches.advance(a_batch(), stalled)
        assert batches.due(ACCOUNT, later(days=999)) == ()
        assert batches.unplanned() == (stalled,)
        refused = stalled.refuse((), 0)
        batches.advance(stalled, refused)
        assert batches.due(ACCOUNT, later(days=999)) == (refused,)

    def test_a_look_that_came_meanwhile_is_a_conflict(self, batches: Batches) -> None:
        old = batches.add(a_batch().plan(ClaimKind.DENTAL, 1, Decimal(1), (), 0))
        batches.advance(old, old.watched(None, later(hours=72), ()))
        with pytest.raises(ConflictError):
            batches.advance(old, old.watched(STALL, later(hours=72), ()))

    def test_a_practice_sees_its_batches_newest_first_page_by_page(self, batches: Batches) -> None:
        for number in (2, 4, 1, 3):
            batches.add(a_batch(number))
        batches.add(a_batch(5, practice_id=PracticeId("prc_other")))
        first = batches.of_practice(PRACTICE, 3, None)
        assert first.items == (a_batch(4), a_batch(3), a_batch(2))
        second = batches.of_practice(PRACTICE, 3, first.next_cursor)
        assert second.items == (a_batch(1),)
        assert second.next_cursor is None

    def test_wanted_batches_are_paged_by_themselves(self, batches: Batches) -> None:
        """From an instant on, before another, and of one account."""
        for number in range(1, 7):
            account = ACCOUNT if number % 2 else AccountId("acc_other")
            batches.add(a_batch(number, account_id=account))
        wanted = WantedBatches(ACCOUNT, Span(later(minutes=1), later(minutes=5)))
        first = batches.of_practice(PRACTICE, 1, None, wanted)
        rest = batches.of_practice(PRACTICE, 9, first.next_cursor, wanted)
        assert first.items + rest.items == (a_batch(3), a_batch(1))
        assert rest.next_cursor is None
        open_ended = WantedBatches(received=Span(begin=later(minutes=5)))
        assert len(batches.of_practice(PRACTICE, 9, None, open_ended).items) == 2

    def test_a_page_that_is_just_full_is_the_last(self, batches: Batches) -> None:
        for number in (1, 2):
            batches.add(a_batch(number))
        assert batches.of_practice(PRACTICE, 2, None).next_cursor is None

    def test_batches_of_the_same_instant_are_all_paged(self, batches: Batches) -> None:
        for number in range(5):
            batches.add(a_batch(number, received_at=MORNING))
        first = batches.of_practice(PRACTICE, 2, None)
        second = batches.of_practice(PRACTICE, 2, first.next_cursor)
        third = batches.of_practice(PRACTICE, 2, second.next_cursor)
        pages = first.items + second.items + third.items
        assert len(pages) == 5
        assert {batch.batch_id for batch in pages} == {a_batch(n).batch_id for n in range(5)}

    @pytest.mark.parametrize("cursor", ["", "nonsense", "bm9uc2Vuc2U=", "WyJhIl0=", "é"])
    def test_a_cursor_that_is_not_ours_is_refused(self, batches: Batches, cursor: str) -> None:
        with pytest.raises(ValueError):  # noqa: PT011
            batches.of_practice(PRACTICE, 1, cursor)

    def test_a_cursor_of_another_practice_is_refused(self, batches: Batches) -> None:
        for number in (1, 2):
            batches.add(a_batch(number))
        cursor = batches.of_practice(PRACTICE, 1, None).next_cursor
        with pytest.raises(ValueError, match="not a cursor of this list"):
            batches.of_practice(PracticeId("prc_other"), 1, cursor)

    def test_all_of_an_account_come_oldest_first_whichever_practice_they_are_of(
        self, batches: Batches
    ) -> None:
        second = PracticeId("prc_second")
        account = an_account(practice_ids=(PRACTICE, second))
        own = [a_batch(n, practice_id=(PRACTICE, second)[n % 2]) for n in range(1, 6)]
        of_another = a_batch(6, account_id=AccountId("acc_other"))
        for batch in [*reversed(own), of_another]:
            batches.add(batch)
        assert list(batches.all_of(account)) == own


class TestClaims:
    def test_a_claim_is_found_as_it_was_added(self, claims: Claims) -> None:
        claim = a_claim(7, service_to=None, payer_id=None, charge=Decimal("0.10"))
        claims.add([claim])
        assert claims.get(claim.claim_id) == claim

    @pytest.mark.parametrize("unknown", [a_claim(9).claim_id, "nonsense", "clm_x", "clm_x_y"])
    def test_an_unknown_claim_is_not_found(self, claims: Claims, unknown: str) -> None:
        with pytest.raises(NotFoundError, match=f"claim {unknown}"):
            claims.get(ClaimId(unknown))

    def test_claims_lie_in_pages_by_position(self, claims: Claims) -> None:
        positions = range(1, CLAIMS_PER_PAGE + 3)
        claims.add(a_claim(position) for position in reversed(positions))
        batch = a_batch().batch_id
        assert [claim.position for claim in claims.page(batch, 0)] == [*positions][:-2]
        assert claims.page(batch, 1) == (a_claim(101), a_claim(102))
        assert claims.page(batch, 2) == ()

    def test_claims_of_another_batch_are_not_on_the_page(self, claims: Claims) -> None:
        other = a_batch(2).batch_id
        claims.add([a_claim(1), a_claim(1, of_batch=other)])
        assert claims.page(other, 0) == (a_claim(1, of_batch=other),)

    def test_the_same_claims_again_change_nothing(self, claims: Claims) -> None:
        claims.add([a_claim(1), a_claim(1), a_claim(2)])
        claims.add([a_claim(1), a_claim(2)])
        assert claims.page(a_batch().batch_id, 0) == (a_claim(1), a_claim(2))
