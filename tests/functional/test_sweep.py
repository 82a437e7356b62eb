"""The sweep: whatever waits for a step that nobody is doing is found and driven on."""

from datetime import timedelta

import pytest

from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.fact import ClaimReference, FactKind, TransmissionReference
from chalicelib.domain.link import Link, LinkKind
from chalicelib.domain.response import ResponseState
from chalicelib.domain.worklist import WorkState
from chalicelib.services.sweep import A_STEP_MAY_TAKE, NotSweptError
from tests.builders import (
    ACCOUNT,
    PRACTICE,
    a_response,
    a_statement,
    a_work_item,
)
from tests.functional.courier import House, a_claim_file


def dropped(house: House, name: str = "claims.837") -> None:
    house.drop_folder.drop(f"drop/{PRACTICE}/{name}", a_claim_file(), house.clock.now())


def test_a_dropped_file_whose_event_was_lost_is_taken_in(house: House) -> None:
    dropped(house)
    house.courier.sweep()
    assert not house.batches.rows.all(), "its event may still be on the way"
    house.clock.advance(A_STEP_MAY_TAKE)
    house.courier.sweep()
    (batch,) = house.batches.rows.all()
    assert batch.source is IntakeSource.DROP_FOLDER
    assert house.drop_folder.waiting(house.clock.now()) == ()


def test_what_was_taken_in_leaves_the_drop_folder(house: House) -> None:
    file = house.drop_folder.drop(f"drop/{PRACTICE}/claims.837", a_claim_file())
    house.courier.take_in_drop(file)
    (batch,) = house.batches.rows.all()
    assert house.drop_folder.waiting(house.clock.now()) == ()
    assert house.archive.original(batch.batch_id) == a_claim_file()


def test_what_fits_no_account_stays_and_is_counted_until_it_fits(house: House) -> None:
    house.drop_folder.drop("drop/prc_none/claims.837", a_claim_file())
    house.clock.advance(A_STEP_MAY_TAKE)
    for _ in range(2):
        house.courier.sweep()
    assert len(house.drop_folder.waiting(house.clock.now())) == 1
    assert house.meter.total("UndeliverableDrops") == 2


def test_a_file_that_cannot_be_read_holds_up_no_other(house: House) -> None:
    dropped(house)
    broken = house.drop_folder.drop(f"drop/{PRACTICE}/DOE.837", b"", house.clock.now())
    house.drop_folder.objects[broken] = None  # type: ignore[assignment]
    house.clock.advance(A_STEP_MAY_TAKE)
    with pytest.raises(NotSweptError, match=r"^dropped file \w{26}$"):
        house.courier.sweep()
    assert len(house.batches.rows.all()) == 1


def test_an_answer_that_was_collected_and_not_applied_is_hinted_at(house: House) -> None:
    house.server.put_out("1598000101_odd.txt", b"whatever it is")
    house.visit()
    (collected,) = house.hints.responses
    house.hints.responses.clear()
    house.clock.advance(A_STEP_MAY_TAKE)
    house.courier.sweep()
    assert house.hints.responses == [collected]
    assert house.responses.get(collected).state is ResponseState.STORED


def test_a_statement_that_can_be_tied_now_leaves_the_worklist(house: House) -> None:
    """The number it waits for came at the very moment when it joined the list."""
    batch = house.hand_in(a_claim_file("PAY00001")).batch
    house.hand_in(a_claim_file("PAY00002", "PAY00001"))
    (transmission,) = house.transmissions.of_batch(batch.batch_id)
    reference = ClaimReference("PAY00001", TransmissionReference(file_id="1598000101"))
    statement = a_statement(FactKind.ACCEPTED_BY_CLEARINGHOUSE, about=reference)
    house.responses.add(a_response())
    item = a_work_item(statement=statement, response_id=a_response().response_id)
    house.worklist.add([item])
    house.courier.sweep()
    assert house.worklist.get(item.item_id).state is WorkState.OPEN
    link = Link(ACCOUNT, LinkKind.FILE_ID, "1598000101", transmission.transmission_id)
    house.links.add([link])
    house.courier.sweep()
    assert house.worklist.get(item.item_id).state is WorkState.RESOLVED
    assert house.show(batch).claims_by_status.total() == 1
    assert house.facts.about_claims(batch.batch_id, 0)


def test_with_all_hints_lost_the_sweep_alone_gets_a_batch_sent(house: House) -> None:
    house.hand_in(a_claim_file())
    house.hints.visits.clear()
    house.clock.advance(timedelta(minutes=5))
    house.courier.sweep()
    assert house.hints.visits == [ACCOUNT]
    assert house.visit().sent == 1
