"""A rejected claim comes back in a file that we did not send: mended in the clearinghouse's portal.

Any other claim in such a file is somebody else's, however alike its number is.
"""

from dataclasses import replace
from itertools import permutations

import pytest

from chalicelib.domain.batch import Batch
from chalicelib.domain.fact import TiedBy
from chalicelib.domain.identifiers import claim_id
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.worklist import WorkItem, WorkReason
from chalicelib.services.show.show_claim import ClaimView
from tests.builders import ACCOUNT, REACH
from tests.functional.counterpart import Answer
from tests.functional.courier import House, a_claim_file
from tests.unit.clearinghouses.reports import (
    MASTER,
    StatusLine,
    SummaryRow,
    edi_status,
    file_summary,
)

NUMBER = "PAY00001"
OURS = f"{MASTER}_OATEST_837P_20260302_000000001.txt"
PORTAL = "1598000999_CLAIMFIX.txt"
ROW = SummaryRow(NUMBER, served="03/01/2026")
MENDED = replace(ROW, claim_id="4900000099")


def rejected(row: SummaryRow = ROW) -> Answer:
    content = file_summary(rejected=[replace(row, errors="FE69")], file_name=OURS)
    return f"FS_HCFA_{MASTER}_IN_C.txt", content


def accepted(row: SummaryRow = ROW) -> Answer:
    return f"FS_HCFA_{MASTER}_IN_C.txt", file_summary([row], file_name=OURS)


def in_portal(row: SummaryRow = MENDED) -> Answer:
    content = file_summary([row], file_name=PORTAL, processed="03/04/2026")
    return "FS_HCFA_1598000999_IN_C.txt", content


def refused_by_payer() -> Answer:
    line = StatusLine(NUMBER, status="REJECTED", processed="03/03/2026", amount="150.00")
    return "508500990_EDI_STATUS_20260303.txt", edi_status([line])


@pytest.fixture
def sent(house: House) -> Batch:
    batch = house.hand_in(a_claim_file(NUMBER)).batch
    house.visit()
    return batch


def claim(house: House, batch: Batch) -> ClaimView:
    return house.courier.show_claim(claim_id(batch.batch_id, 1), REACH)


def open_work(house: House) -> tuple[WorkItem, ...]:
    return house.worklist.open_ones(ACCOUNT, 9, None).items


@pytest.mark.parametrize("order", list(permutations([rejected(), in_portal()])))
def test_a_mended_claim_begins_its_new_life_whichever_report_comes_first(
    house: House, sent: Batch, order: tuple[Answer, ...]
) -> None:
    for answer in order:
        house.answer(*answer)
    view = claim(house, sent)
    assert view.status is ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE
    assert view.clearinghouse_claim_id == "4900000099"
    assert TiedBy.NUMBER_AND_DAY in {fact.tied_by for fact in view.timeline}
    assert open_work(house) == ()


@pytest.mark.parametrize("order", list(permutations([accepted(), refused_by_payer(), in_portal()])))
def test_a_claim_rejected_by_its_payer_may_be_mended_too(
    house: House, sent: Batch, order: tuple[Answer, ...]
) -> None:
    for answer in order:
        house.answer(*answer)
    assert claim(house, sent).status is ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE
    assert open_work(house) == ()


@pytest.mark.parametrize(
    "row",
    [
        replace(MENDED, served="03/02/2026"),
        replace(MENDED, npi="1987654320", tax_id="987654321"),
        replace(MENDED, account="PAY00002"),
    ],
)
def test_a_claim_of_another_day_provider_or_number_is_somebody_elses(
    house: House, sent: Batch, row: SummaryRow
) -> None:
    house.answer(*rejected())
    house.answer(*in_portal(row))
    assert claim(house, sent).status is ClaimStatus.REJECTED_BY_CLEARINGHOUSE
    (item,) = open_work(house)
    assert (item.reason, item.candidates) == (WorkReason.UNKNOWN_TRANSMISSION, ())


def test_a_claim_that_was_not_rejected_is_proposed_to_a_person(house: House, sent: Batch) -> None:
    house.answer(*accepted())
    house.answer(*in_portal())
    assert claim(house, sent).clearinghouse_claim_id == ROW.claim_id
    (item,) = open_work(house)
    assert item.reason is WorkReason.UNKNOWN_TRANSMISSION
    assert item.candidates == (claim_id(sent.batch_id, 1),)


def test_what_else_is_in_the_file_stays_one_item(house: House, sent: Batch) -> None:
    house.answer(*rejected())
    others = [SummaryRow("X1"), SummaryRow("X2"), SummaryRow("X3")]
    content = file_summary([MENDED, *others], file_name=PORTAL, processed="03/04/2026")
    house.answer("FS_HCFA_1598000999_IN_C.txt", content)
    assert claim(house, sent).status is ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE
    (item,) = open_work(house)
    assert item.alike == 2
