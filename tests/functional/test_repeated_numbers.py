"""Several claims of an account carry one CLM01: an answer is tied when only one can be meant."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from chalicelib.domain.batch import Batch
from chalicelib.domain.fact import Confidence, TiedBy
from chalicelib.domain.identifiers import claim_id
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.worklist import WorkItem, WorkReason
from chalicelib.services.show.show_claim import ClaimView
from infra.samples.claim_files import ClaimKind, SampleClaim, claim_file
from tests.builders import ACCOUNT, MORNING, REACH
from tests.functional.courier import House
from tests.unit.clearinghouses.reports import (
    StatusLine,
    SummaryRow,
    edi_status,
    file_summary,
)
from tests.unit.interpret.x12_answers import (
    claim_acknowledgment,
    claim_answer,
    claim_levels,
    payment_set,
    remittance,
)

NUMBER = "PAY00001"
ERA = "1598700001_ERA_835_5010_20260320.835"
TODAY = MORNING.date()


def hand_in(house: House, number: int, charge: str = "150", day: date = TODAY) -> Batch:
    """Batch `number`, with one claim of this charge, served on this day, sent even if again."""
    claim = SampleClaim(NUMBER, Decimal(charge), (Decimal(charge),))
    content = claim_file(
        ClaimKind.PROFESSIONAL,
        [claim],
        interchange_control_number=number,
        service_date=day + timedelta(days=1),  # The first claim of a file is served a day before.
    )
    batch = house.hand_in(content).batch
    if batch.waits_for_leave:
        batch = house.allow(batch)
    house.visit()
    return batch


def paid(charge: str = "150", day: str = f"{TODAY:%Y%m%d}", number: str = "ICN9") -> bytes:
    claim = (f"CLP*{NUMBER}*1*{charge}*{charge}**12*{number}", f"DTM*232*{day}")
    return remittance(payment_set(claim, amount=charge))


def summary(house: House, batch: Batch, errors: str = "FE69", claim: str = "4900000001") -> bytes:
    name = house.show(batch).transmissions[0].file_name
    rows = [SummaryRow(NUMBER, errors=errors, claim_id=claim)]
    master = f"15980001{name[-6:-4]}"
    return file_summary(*(((), rows) if errors else (rows, ())), file_name=f"{master}_{name}")


def claim(house: House, batch: Batch) -> ClaimView:
    return house.courier.show_claim(claim_id(batch.batch_id, 1), REACH)


def open_work(house: House) -> tuple[WorkItem, ...]:
    return house.worklist.open_ones(ACCOUNT, 9, None).items


def test_a_claim_resubmitted_after_a_rejection_gets_its_payment(house: House) -> None:
    first = hand_in(house, 1)
    house.answer("FS_HCFA_1598000101_IN_C.txt", summary(house, first))
    second = hand_in(house, 2)
    house.answer(ERA, paid())
    assert claim(house, second).status is ClaimStatus.PAID
    assert claim(house, first).status is ClaimStatus.REJECTED_BY_CLEARINGHOUSE
    (fact,) = claim(house, second).timeline
    assert (fact.tied_by, fact.tied_by.confidence) == (TiedBy.ELIMINATION, Confidence.STRONG)
    assert open_work(house) == ()


@pytest.mark.parametrize("order", list(permutations(["first", "second", "era"])))
def test_the_order_of_rejection_and_payment_does_not_matter(
    house: House, order: tuple[str, ...]
) -> None:
    first, second = hand_in(house, 1), hand_in(house, 2)
    answers = {
        "first": ("FS_HCFA_1598000101_IN_C.txt", summary(house, first)),
        "second": ("FS_HCFA_1598000102_IN_C.txt", summary(house, second, "", "4900000002")),
        "era": (ERA, paid()),
    }
    for name in order:
        house.answer(*answers[name])
    assert claim(house, second).status is ClaimStatus.PAID
    assert claim(house, first).status is ClaimStatus.REJECTED_BY_CLEARINGHOUSE
    assert open_work(house) == ()


def test_another_charge_rules_a_claim_out(house: House) -> None:
    first, second = hand_in(house, 1), hand_in(house, 2, charge="180")
    house.answer(ERA, paid("180"))
    assert claim(house, second).status is ClaimStatus.PAID
    assert claim(house, first).status is ClaimStatus.AWAITING


def test_another_day_of_service_rules_a_claim_out(house: House) -> None:
    first, second = hand_in(house, 1), hand_in(house, 2, day=TODAY + timedelta(days=1))
    house.answer(ERA, paid(day="20260303"))
    assert claim(house, second).status is ClaimStatus.PAID
    assert claim(house, first).status is ClaimStatus.AWAITING


def test_when_two_still_fit_nothing_is_guessed(house: House) -> None:
    first, second = hand_in(house, 1), hand_in(house, 2)
    third = hand_in(house, 3, charge="180")
    house.answer(ERA, paid())
    (item,) = open_work(house)
    assert item.reason is WorkReason.AMBIGUOUS_CLAIM
    assert set(item.candidates) == {claim_id(each.batch_id, 1) for each in (first, second)}
    for batch in (first, second, third):
        assert claim(house, batch).status is ClaimStatus.AWAITING


def test_when_none_fits_nothing_is_guessed_and_all_are_proposed(house: House) -> None:
    batches = hand_in(house, 1), hand_in(house, 2, charge="180")
    house.answer(ERA, paid("70"))
    (item,) = open_work(house)
    assert item.reason is WorkReason.AMBIGUOUS_CLAIM
    assert set(item.candidates) == {claim_id(each.batch_id, 1) for each in batches}


def test_the_payers_own_number_goes_before_what_can_be_ruled_out(house: House) -> None:
    """A payer may pay what it was charged otherwise than we know; its number is surer."""
    first, second = hand_in(house, 1), hand_in(house, 2, charge="180")
    house.answer("FS_HCFA_1598000101_IN_C.txt", summary(house, first, ""))
    row = StatusLine(NUMBER, reference="ICN9", amount="150.00")
    report = edi_status([row]).replace(b"1598000207", b"1598000101")
    house.answer("508500990_EDI_STATUS_20260305.txt", report)
    house.answer(ERA, paid("180"))
    assert claim(house, first).status is ClaimStatus.PAID
    assert claim(house, second).status is ClaimStatus.AWAITING


def test_a_rejection_rules_nothing_out_for_the_clearinghouse_itself(house: House) -> None:
    """It has seen both; only a payer never sees what the clearinghouse rejected."""
    first, second = hand_in(house, 1), hand_in(house, 2)
    house.answer("FS_HCFA_1598000101_IN_C.txt", summary(house, first))
    said = claim_levels(claim_answer(NUMBER, "A2:20*20260303*WQ*150"), batch=())
    house.answer("anything.277", claim_acknowledgment(said))
    assert [item.reason for item in open_work(house)] == [WorkReason.AMBIGUOUS_CLAIM]
    assert claim(house, second).status is ClaimStatus.AWAITING
