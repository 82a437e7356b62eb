"""The worklist, on the fake and on DynamoDB."""

from decimal import Decimal

import pytest

from chalicelib.adapters.dynamodb.worklist import DynamoWorklist
from chalicelib.domain.errors import NotFoundError, ResolvedAlreadyError
from chalicelib.domain.fact import ClaimReference, TransmissionReference
from chalicelib.domain.identifiers import AccountId, WorkItemId
from chalicelib.domain.ports import Worklist
from chalicelib.domain.worklist import Awaited, Outcome, Resolution, WorkReason
from tests.builders import (
    ACCOUNT,
    a_claim,
    a_payment,
    a_statement,
    a_work_item,
    later,
)
from tests.contract.races import race, succeeds
from tests.fakes import FakeWorklist

OTHER = AccountId("acc_other")
DISMISSED = Resolution(Outcome.DISMISSED, "cck_sample", later(days=1), "ours never was")
ABOUT_FILE = ClaimReference("PAY1", TransmissionReference(file_id="1598000207"))


@pytest.fixture(params=["fake", "dynamodb"])
def worklist(request: pytest.FixtureRequest) -> Worklist:
    if request.param == "fake":
        return FakeWorklist()
    return DynamoWorklist(request.getfixturevalue("table"))


def test_items_come_back_as_they_are(worklist: Worklist) -> None:
    full = a_work_item(
        statement=a_statement(
            payment=a_payment(), charge=Decimal("125.50"), about=ABOUT_FILE, message="Märchen"
        ),
        detail="why",
        alike=7,
    )
    bare = a_work_item(2, statement=None, candidates=())
    assert worklist.add([full, bare]) == 2
    assert worklist.get(full.item_id) == full
    assert worklist.get(bare.item_id) == bare


@pytest.mark.parametrize("item_id", ["wrk_none", "wrk_none_none", "x", ""])
def test_an_unknown_item_is_not_found(worklist: Worklist, item_id: str) -> None:
    with pytest.raises(NotFoundError, match="work item"):
        worklist.get(WorkItemId(item_id))


def test_what_is_there_stays_whatever_became_of_it(worklist: Worklist) -> None:
    item = a_work_item()
    worklist.add([item])
    worklist.resolve(item, item.resolve(DISMISSED))
    assert worklist.add([item, a_work_item(2)]) == 1
    assert worklist.get(item.item_id) == item.resolve(DISMISSED)


def test_exactly_one_decides(worklist: Worklist) -> None:
    item = a_work_item()
    worklist.add([item])
    won = race(lambda _: succeeds(lambda: worklist.resolve(item, item.resolve(DISMISSED))))
    assert won.count(True) == 1
    with pytest.raises(ResolvedAlreadyError):
        worklist.resolve(item, item.resolve(DISMISSED))


def test_all_items_of_a_source_are_found_open_or_not(worklist: Worklist) -> None:
    items = [a_work_item(position) for position in (1, 2, 3)]
    worklist.add(items)
    worklist.resolve(items[0], items[0].resolve(DISMISSED))
    found = worklist.of_source(ACCOUNT, items[0].source)
    assert {item.item_id for item in found} == {item.item_id for item in items}
    assert worklist.of_source(OTHER, items[0].source) == ()
    assert worklist.of_source(ACCOUNT, "another") == ()


def test_open_items_are_listed_newest_first_page_by_page(worklist: Worklist) -> None:
    worklist.add([a_work_item(position) for position in (2, 4, 1, 3)])
    worklist.resolve(a_work_item(3), a_work_item(3).resolve(DISMISSED))
    first = worklist.open_ones(ACCOUNT, 2, None)
    assert first.items == (a_work_item(4), a_work_item(2))
    second = worklist.open_ones(ACCOUNT, 2, first.next_cursor)
    assert (second.items, second.next_cursor) == ((a_work_item(1),), None)
    assert worklist.open_ones(OTHER, 2, None).items == ()


def test_a_cursor_that_is_not_ours_is_refused(worklist: Worklist) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        worklist.open_ones(ACCOUNT, 2, "nonsense")


def test_open_items_wait_for_the_number_that_may_decide_them(worklist: Worklist) -> None:
    by_file = a_work_item(1, statement=a_statement(about=ABOUT_FILE))
    by_payer = a_work_item(2, statement=a_statement(payer_claim_control_number="ICN1"))
    nothing = a_work_item(3, candidates=(a_claim().claim_id,))
    foreign = {"reason": WorkReason.UNKNOWN_TRANSMISSION, "candidates": (a_claim().claim_id,)}
    by_rejection = a_work_item(4, statement=a_statement(), **foreign)
    worklist.add([by_file, by_payer, nothing, by_rejection])
    assert worklist.awaiting(ACCOUNT, Awaited.FILE_ID) == (by_file,)
    assert worklist.awaiting(ACCOUNT, Awaited.PAYER_CLAIM_CONTROL_NUMBER) == (by_payer,)
    assert worklist.awaiting(ACCOUNT, Awaited.REJECTION) == (by_rejection,)
    assert worklist.awaiting(OTHER, Awaited.FILE_ID) == ()
    worklist.resolve(by_file, by_file.resolve(DISMISSED))
    assert worklist.awaiting(ACCOUNT, Awaited.FILE_ID) == ()
