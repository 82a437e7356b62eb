"""What still happens to an account while it is being closed, and after that."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain.account import AccountState
from chalicelib.domain.batch import IntakeState
from chalicelib.domain.closing.closure import ClosureState
from chalicelib.domain.closing.items import ExportKind, Item
from chalicelib.domain.errors import (
    AccountClosedError,
    AccountClosingError,
)
from chalicelib.domain.response import ResponseState
from chalicelib.domain.status import BatchStatus
from chalicelib.services.closing.record_enrolment import EnrolmentSaid
from chalicelib.services.visit.visit_clearinghouse import VisitOutcome
from tests.builders import ACCOUNT, REACH
from tests.functional.closable import (
    CSV,
    DECIDER,
    a_closable_house,
    blocking,
    closed_house,
)
from tests.functional.courier import House, a_claim_file
from tests.functional.era import an_835, era_name, import_file


def test_a_closed_account_takes_nothing_in_and_says_so() -> None:
    house = closed_house()
    receipt = house.hand_in(a_claim_file("PAY00009", control_number=9))
    assert house.show(receipt.batch).status is BatchStatus.REFUSED
    assert [finding.rule for finding in receipt.batch.findings] == ["account.closed"]
    assert not [t for t in house.transmissions.rows.all() if t.batch_id == receipt.batch.batch_id]


def test_a_batch_whose_intake_broke_off_is_not_sent_after_the_closing() -> None:
    house = closed_house()
    content = a_claim_file("PAY00009", control_number=9)
    refused = house.hand_in(content).batch
    broken_off = replace(refused, state=IntakeState.RECEIVED, findings=())
    house.batches.rows.by_key[refused.batch_id] = broken_off
    house.clock.advance(timedelta(minutes=3))
    house.courier.sweep()
    assert house.show(house.batches.get(refused.batch_id)).status is BatchStatus.REFUSED


def test_at_the_moment_of_closing_a_file_is_asked_to_come_again() -> None:
    house = a_closable_house()
    account = house.accounts.get(ACCOUNT)
    closing = house.accounts.change_state(account, AccountState.CLOSING)
    with pytest.raises(AccountClosingError):
        house.hand_in(a_claim_file("PAY00009", control_number=9))
    house.accounts.change_state(closing, AccountState.OPEN)
    receipt = house.hand_in(a_claim_file("PAY00009", control_number=9))
    assert house.show(receipt.batch).status is BatchStatus.AWAITING_TRANSMISSION


def test_at_the_moment_of_closing_known_claims_are_let_through_once_it_stays_open() -> None:
    house = a_closable_house()
    refused = house.hand_in(a_claim_file("PAY00001", control_number=2)).batch
    closing = house.accounts.change_state(house.accounts.get(ACCOUNT), AccountState.CLOSING)
    with pytest.raises(AccountClosingError):
        house.allow(refused)
    assert house.transmissions.of_batch(refused.batch_id) == ()
    assert Item.NO_BATCH_AWAITING in blocking(house), "its row is there for the survey to find"
    house.accounts.change_state(closing, AccountState.OPEN)
    house.clock.advance(timedelta(minutes=3))
    house.courier.sweep()
    batch = house.batches.get(refused.batch_id)
    assert house.show(batch).status is BatchStatus.AWAITING_TRANSMISSION


def test_visits_between_the_passwords_end_and_the_closing_are_in_nobodys_way() -> None:
    house = a_closable_house()
    assert house.visit().outcome is VisitOutcome.NO_PASSWORD
    assert blocking(house) == set()


def test_a_closed_account_is_not_visited_or_watched_any_more() -> None:
    house = closed_house()
    house.hints.visits.clear()
    house.clock.advance(timedelta(days=90))
    house.courier.sweep()
    assert house.hints.visits == []
    assert house.courier.visit_clearinghouse(ACCOUNT).outcome is VisitOutcome.CLOSED
    assert house.courier.watch_stalls() == 0


def test_what_was_kept_can_still_be_read_and_the_archive_is_still_drilled() -> None:
    house = closed_house()
    view = house.courier.show_closure(ACCOUNT, REACH)
    assert (view.checks, view.closure.state) == ((), ClosureState.CLOSED)
    (batch, *_) = house.batches.rows.all()
    assert house.show(batch).status is not None
    house.clock.advance(timedelta(days=31))
    house.courier.drive_drills()
    assert house.courier.draw_statement(ACCOUNT).imbalance_count == 0
    assert len(house.drills.rows.all()) == 3


def test_an_835_is_taken_in_however_late_it_comes() -> None:
    """While the account is being closed, and after that."""
    house = a_closable_house()
    account = house.accounts.get(ACCOUNT)
    for number, state in enumerate((AccountState.CLOSING, AccountState.CLOSED), start=5):
        account = house.accounts.change_state(account, state)
        response = import_file(house, an_835(f"LATE{number}"), era_name(number))
        assert response.state is ResponseState.APPLIED
    traces = {each.advice.trace_number for each in house.remittances.all_of(ACCOUNT)}
    assert {"LATE5", "LATE6"} <= traces


@pytest.mark.parametrize(
    ("state", "error"),
    [(AccountState.CLOSING, AccountClosingError), (AccountState.CLOSED, AccountClosedError)],
)
def test_from_the_moment_of_closing_nothing_is_put_on_record_any_more(
    state: AccountState, error: type[Exception]
) -> None:
    house = a_closable_house()
    house.accounts.change_state(house.accounts.get(ACCOUNT), state)
    assert_nothing_is_put_on_record(house, error)


def test_after_the_closing_nothing_is_put_on_record_any_more() -> None:
    assert_nothing_is_put_on_record(closed_house(), AccountClosedError)


def assert_nothing_is_put_on_record(house: House, error: type[Exception]) -> None:
    courier = house.courier
    said = EnrolmentSaid("62308", "Other", date(2026, 3, 1), "Pat")
    for work in (
        lambda: courier.sign_item(ACCOUNT, Item.APPEALS_REVIEWED, "P", "S", DECIDER),
        lambda: courier.upload_export(ACCOUNT, ExportKind.CHARTS, CSV, DECIDER),
        lambda: courier.hand_over_claims(ACCOUNT, [], DECIDER),
        lambda: courier.record_enrolment(ACCOUNT, said, DECIDER),
        lambda: courier.write_documents(ACCOUNT, REACH),
    ):
        with pytest.raises(error):
            work()
