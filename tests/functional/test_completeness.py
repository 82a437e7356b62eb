"""Completeness over the use cases: claims that a payer took and never paid."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.account import AccountMode
from chalicelib.domain.completeness.gap import GapKind
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.fact import FactKind
from chalicelib.domain.identifiers import CLAIMS_PER_PAGE
from chalicelib.services.completeness import find_open_claims
from tests.builders import ACCOUNT, REACH, a_fact, a_tally
from tests.functional.closable import DECIDER
from tests.functional.courier import House, a_claim_file


def accepted(house: House, *numbers: str) -> None:
    """A live account whose claims their payer has accepted, and nothing since."""
    account = house.accounts.get(ACCOUNT)
    house.accounts.rows.by_key[ACCOUNT] = replace(account, mode=AccountMode.LIVE)
    batch = house.hand_in(a_claim_file(*numbers, usage="P")).batch
    house.visit()
    claims = [claim for claim in house.claims.rows.all() if claim.batch_id == batch.batch_id]
    for claim in claims:
        page = (claim.position - 1) // CLAIMS_PER_PAGE
        now, position = house.clock.now(), claim.position
        fact = a_fact(FactKind.ACCEPTED_BY_PAYER, claim.claim_id, position, observed_at=now)
        house.facts.add_about_claims(batch.batch_id, page, f"source {claim.position}", [fact])


def unpaid(house: House) -> list[int]:
    view = house.courier.show_completeness(ACCOUNT, REACH, None, None)
    gaps = [gap for month in view.months for gap in month.gaps]
    return [gap.claims for gap in gaps if gap.kind is GapKind.UNPAID]


def test_an_accepted_claim_without_an_835_becomes_a_gap_when_its_time_is_over(
    house: House,
) -> None:
    accepted(house, "PAY00001", "PAY00002")
    assert unpaid(house) == []
    house.clock.advance(timedelta(days=44))
    assert unpaid(house) == []
    house.clock.advance(timedelta(days=30))
    assert unpaid(house) == [2]


def test_of_a_test_account_no_payment_is_expected(house: House) -> None:
    accepted(house, "PAY00001")
    account = house.accounts.get(ACCOUNT)
    house.accounts.rows.by_key[ACCOUNT] = replace(account, mode=AccountMode.TEST)
    house.clock.advance(timedelta(days=365))
    assert unpaid(house) == []


def test_a_page_whose_claims_are_all_settled_is_not_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted(house, "PAY00001")
    house.clock.advance(timedelta(days=90))
    (batch,) = house.batches.rows.all()
    house.tallies.note(a_tally(batch=batch))
    monkeypatch.setattr(house.claims, "page", None)
    assert unpaid(house) == []


def test_what_one_look_does_not_come_to_is_counted(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_open_claims, "PAGES_A_LOOK", 1)
    accepted(house, *(f"PAY{n:05d}" for n in range(CLAIMS_PER_PAGE + 30)))
    house.clock.advance(timedelta(days=90))
    view = house.courier.show_completeness(ACCOUNT, REACH, None, None)
    assert unpaid(house) == [CLAIMS_PER_PAGE]
    assert view.unread_claims == 30


def test_the_months_of_both_days_are_shown_and_all_between(house: House) -> None:
    accepted(house, "PAY00001")
    house.clock.advance(timedelta(days=90))
    show, day = house.courier.show_completeness, house.clock.now().date().replace(month=3, day=31)
    (month,) = show(ACCOUNT, REACH, day, day).months
    assert month.month == "2026-03"
    assert show(ACCOUNT, REACH, day + timedelta(days=1), None).months == ()
    assert show(ACCOUNT, REACH, None, day - timedelta(days=31)).months == ()


def test_what_is_no_gap_can_not_be_explained(house: House) -> None:
    with pytest.raises(NotFoundError):
        house.courier.explain_gap(ACCOUNT, "gap_none", DECIDER, "So it is.")
    assert house.accounts.all_acts == []
