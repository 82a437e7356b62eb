"""Which statements are drawn when, and what is told of them."""

from datetime import timedelta

import pytest

from chalicelib.domain.identifiers import AccountId
from chalicelib.services.conservation.draw_due_statements import StatementsNotDrawnError
from tests.builders import ACCOUNT, REACH, an_account, later
from tests.fakes import Measured, SteppingClock
from tests.functional.courier import House, a_claim_file

OTHER = AccountId("acc_other")
FIVE_MINUTES = timedelta(minutes=5)


def numbers(house: House, account_id: AccountId = ACCOUNT) -> list[int]:
    return [each.number for each in house.statements.of_account(account_id, 200, None).items]


def test_a_new_accounts_first_statement_is_drawn_at_once(house: House) -> None:
    house.courier.draw_due_statements()
    assert numbers(house) == [1]


def test_one_a_night_is_drawn_as_soon_as_the_day_is_counted(house: House) -> None:
    for _ in range(3 * 24 * 12):
        house.courier.draw_due_statements()
        house.clock.advance(FIVE_MINUTES)
    listed = house.statements.of_account(ACCOUNT, 10, None).items
    assert [each.drawn_at for each in listed] == [
        later(hours=64, minutes=5),
        later(hours=40, minutes=5),
        later(hours=16, minutes=5),
        later(),
    ]
    assert listed[0].counted_until >= later(hours=64)


def test_one_that_is_asked_for_is_drawn_at_the_next_round_and_the_nightly_ones_go_on(
    house: House,
) -> None:
    house.courier.draw_due_statements()
    house.courier.request_statement(ACCOUNT, REACH)
    house.courier.request_statement(ACCOUNT, REACH)
    house.clock.advance(FIVE_MINUTES)
    house.courier.draw_due_statements()
    assert numbers(house) == [2, 1]
    house.courier.draw_due_statements()
    assert numbers(house) == [2, 1]
    house.clock.advance(timedelta(days=1))
    house.courier.draw_due_statements()
    assert numbers(house) == [3, 2, 1]


def test_a_request_while_a_statement_is_being_drawn_gets_one_of_its_own(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.courier.draw_due_statements()
    house.clock.advance(timedelta(days=1))
    stored = house.archive.store_statement

    def asked_meanwhile(account_id: AccountId, number: int, content: bytes) -> None:
        stored(account_id, number, content)
        house.clock.advance(timedelta(seconds=1))
        head = house.statements.head(ACCOUNT)
        assert head.due_at is not None
        house.statements.advance(head, type(head)(ACCOUNT, 1, head.sha256, house.clock.now()))

    with monkeypatch.context() as during:
        during.setattr(house.archive, "store_statement", asked_meanwhile)
        house.courier.draw_due_statements()
    house.courier.draw_due_statements()
    assert numbers(house) == [3, 2, 1]


def test_how_many_accounts_do_not_balance_is_told_every_time(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.clock.advance(FIVE_MINUTES)
    house.courier.draw_due_statements()
    del house.batches.rows.by_key[batch.batch_id]
    house.clock.advance(timedelta(days=1))
    house.courier.draw_due_statements()
    house.courier.draw_due_statements()
    told = [each for each in house.meter.counts if each.name == "UnbalancedStatements"]
    assert told == [Measured("UnbalancedStatements", value) for value in (0, 1, 1)]


def test_one_account_that_fails_holds_up_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.open_account(an_account(account_id=OTHER))
    real = house.responses.all_of

    def broken(account_id: AccountId) -> object:
        if account_id == ACCOUNT:
            raise RuntimeError("JANE DOE")
        return real(account_id)

    monkeypatch.setattr(house.responses, "all_of", broken)
    with pytest.raises(StatementsNotDrawnError, match=f"^{ACCOUNT}$"):
        house.courier.draw_due_statements()
    assert (numbers(house), numbers(house, OTHER)) == ([], [1])
    assert house.meter.counts[-1].name == "UnbalancedStatements"


def test_what_time_does_not_suffice_for_is_left_to_the_next_round(house: House) -> None:
    for number in range(6):
        house.open_account(an_account(account_id=AccountId(f"acc_{number}")))
    house.clock = SteppingClock(step=timedelta(minutes=1))
    drawn = []
    for _ in range(8):
        house.courier.draw_due_statements()
        drawn.append(len(house.statements.rows.by_key))
    assert 0 < drawn[0] < 7
    assert drawn[-1] == 7
