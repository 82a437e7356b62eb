"""Every way that a claim can take, from its answers to what a biller reads; in whatever order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations

import pytest

from chalicelib.domain.identifiers import claim_id
from chalicelib.domain.response import ResponseState
from chalicelib.domain.status import ClaimStatus
from chalicelib.services.show.show_claim import ClaimView
from tests.builders import REACH
from tests.functional.courier import House, a_claim_file
from tests.unit.clearinghouses.reports import (
    MASTER,
    StatusLine,
    SummaryRow,
    edi_status,
    failed_file,
    file_summary,
)
from tests.unit.interpret.x12_answers import (
    acknowledgment,
    claim_acknowledgment,
    claim_answer,
    claim_levels,
    payment_set,
    remittance,
)

NUMBER = "PAY00001"
OUR_FILE = "OATEST_837P_20260302_000000001.txt"
FIRST, SECOND = "4900000001", "4900000099"

Answer = tuple[str, bytes]


def summary(verdict: str, day: int, life: str = FIRST, errors: str = "") -> Answer:
    """A File Summary of March `day`; `verdict` is accepted, rejected or pending."""
    rows = {verdict: [SummaryRow(NUMBER, claim_id=life, errors=errors)]}
    content = file_summary(
        **rows,  # type: ignore[arg-type]
        file_name=f"{MASTER}_{OUR_FILE}",
        processed=f"03/{day:02d}/2026",
    )
    return f"FS_HCFA_{MASTER}_IN_C.txt", content


def status_report(status: str, day: int, life: str = FIRST) -> Answer:
    line = StatusLine(
        NUMBER, status=status, claim_id=life, processed=f"03/{day:02d}/2026", amount="150.00"
    )
    return f"5085009{day:02d}_EDI_STATUS_202603{day:02d}.txt", edi_status([line])


def by_payer(category: str, day: int) -> Answer:
    action = "U" if category == "A7" else "WQ"
    status = f"{category}:562:85*202603{day:02d}*{action}*150"
    levels = claim_levels(claim_answer(NUMBER, status), source="PR")
    return f"15980002{day:02d}_EDI_STATUS_202603{day:02d}.277", claim_acknowledgment(levels)


def era(day: int, *payments: str) -> Answer:
    """An 835 of March `day`; each payment is CLP02, CLP03 and CLP04 with what follows."""
    claims = [(f"CLP*{NUMBER}*{payment}**12*ICN1", "DTM*232*20260301") for payment in payments]
    content = remittance(
        payment_set(*claims, trace=f"EFT{day}", paid_on=f"202603{day:02d}", amount="0")
    )
    return f"15987000{day:02d}_ERA_835_5010_202603{day:02d}.835", content


def the_999(verdict: str = "A") -> Answer:
    ak2 = ("AK2*837*0001*005010X222A1", f"IK5*{verdict}", f"AK9*{verdict}*1*1*1")
    content = acknowledgment("AK1*HC*1*005010X222A1", *ak2, ta1=None)
    return f"{MASTER}_{OUR_FILE.removesuffix('.txt')}_999.999", content


@dataclass(frozen=True)
class Way:
    """`means`, `do` and `ceiling` are parts of what is told."""

    answers: Sequence[Answer]
    status: ClaimStatus
    means: str
    do: str = "."
    ceiling: str = "."
    paid: str = "0"


ACCEPTED, REJECTED = summary("accepted", 2), summary("rejected", 2, errors="FE69,LC1762")
WAYS = {
    "nothing came": Way([], ClaimStatus.AWAITING, "not said anything", "72 hours"),
    "syntax accepted": Way([the_999()], ClaimStatus.AWAITING, "not said anything"),
    "syntax rejected": Way([the_999("R")], ClaimStatus.REJECTED_BY_CLEARINGHOUSE, "found errors"),
    "file failed": Way(
        [(f"FS_HCFA_{MASTER}_ErrorReport.txt", failed_file(f"{MASTER}_{OUR_FILE}"))],
        ClaimStatus.REJECTED_BY_CLEARINGHOUSE,
        "found errors",
    ),
    "accepted": Way(
        [the_999(), ACCEPTED],
        ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE,
        "found no error",
        ceiling="All answers can still come",
    ),
    "rejected": Way(
        [the_999(), REJECTED],
        ClaimStatus.REJECTED_BY_CLEARINGHOUSE,
        "found errors",
        "portal",
        ceiling="starts anew",
    ),
    "pended": Way(
        [the_999(), summary("pending", 2)],
        ClaimStatus.PENDED,
        "holds the claim",
        "Check member id",
        ceiling="within 21 days, by 2026-03-23",
    ),
    "pended, then accepted on day 14": Way(
        [summary("pending", 2), summary("accepted", 16)],
        ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE,
        "found no error",
    ),
    "pended, then rejected on day 21": Way(
        [summary("pending", 2), summary("pending", 9), summary("rejected", 23, errors="RC1")],
        ClaimStatus.REJECTED_BY_CLEARINGHOUSE,
        "found errors",
    ),
    "accepted by the payer": Way(
        [ACCEPTED, status_report("ACCEPTED", 5), by_payer("A2", 5)],
        ClaimStatus.ACCEPTED_BY_PAYER,
        "into its processing",
    ),
    "rejected by the payer": Way(
        [the_999(), ACCEPTED, status_report("REJECTED", 5), by_payer("A7", 5)],
        ClaimStatus.REJECTED_BY_PAYER,
        "neither paid nor denied",
        "portal",
    ),
    "accepted by the payer, rejected later": Way(
        [ACCEPTED, by_payer("A2", 4), by_payer("A7", 6)],
        ClaimStatus.REJECTED_BY_PAYER,
        "neither paid nor denied",
    ),
    "rejected, mended in the portal": Way(
        [the_999(), REJECTED, summary("accepted", 4, SECOND)],
        ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE,
        "found no error",
    ),
    "rejected by the payer, mended in the portal, accepted": Way(
        [
            ACCEPTED,
            status_report("REJECTED", 4),
            by_payer("A7", 4),
            summary("accepted", 6, SECOND),
            status_report("ACCEPTED", 9, SECOND),
        ],
        ClaimStatus.ACCEPTED_BY_PAYER,
        "into its processing",
    ),
    "mended in the portal and rejected again": Way(
        [REJECTED, summary("accepted", 4, SECOND), status_report("REJECTED", 8, SECOND)],
        ClaimStatus.REJECTED_BY_PAYER,
        "neither paid nor denied",
    ),
    "paid": Way(
        [the_999(), ACCEPTED, status_report("ACCEPTED", 5), era(12, "1*150*150")],
        ClaimStatus.PAID,
        "paid what it owes",
        "Post the payment",
        ceiling="correction or reversal",
        paid="150",
    ),
    "paid, nothing else ever came": Way(
        [era(12, "1*150*150")], ClaimStatus.PAID, "paid what it owes", paid="150"
    ),
    "denied": Way(
        [ACCEPTED, era(12, "4*150*0")], ClaimStatus.DENIED, "decided to pay nothing", "appeal"
    ),
    "taken back": Way(
        [ACCEPTED, era(12, "1*150*150"), era(20, "22*-150*-150")],
        ClaimStatus.REVERSED,
        "taken an earlier payment back",
    ),
    "taken back and corrected in one advice": Way(
        [era(12, "1*150*150"), era(20, "22*-150*-150", "1*150*120")],
        ClaimStatus.PAID,
        "paid what it owes",
        paid="120",
    ),
    "taken back and corrected with the same amounts": Way(
        [era(12, "1*150*150"), era(20, "22*-150*-150", "1*150*150")],
        ClaimStatus.PAID,
        "paid what it owes",
        paid="150",
    ),
}


def told(answers: Sequence[Answer]) -> tuple[House, ClaimView]:
    """The claim after these answers, each collected by a visit of its own."""
    house = House()
    batch = house.hand_in(a_claim_file(NUMBER)).batch
    house.visit()
    for name, content in answers:
        house.clock.advance(timedelta(minutes=1))
        house.answer(name, content)
    return house, house.courier.show_claim(claim_id(batch.batch_id, 1), REACH)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_way_ends_where_it_should_and_says_so(way: Way) -> None:
    house, view = told(way.answers)
    assert view.status is way.status
    assert way.means in view.sentences.means
    assert way.do in view.sentences.do
    assert way.ceiling in view.ceiling.reason
    assert str(view.paid) == way.paid
    assert all(each.state is ResponseState.APPLIED for each in house.responses.rows.all())
    assert all(each.unmatched == 0 for each in house.responses.rows.all())


@pytest.mark.parametrize("way", [way for way in WAYS.values() if len(way.answers) > 1])
def test_neither_order_nor_repetition_of_the_answers_matters(way: Way) -> None:
    for order in permutations(way.answers):
        repeated = [*order, *((f"9{name}", content) for name, content in reversed(order))]
        _, view = told(repeated)
        assert (view.status, str(view.paid)) == (way.status, way.paid)


def test_after_updates_have_ended_the_ceiling_says_so() -> None:
    house, view = told([the_999(), ACCEPTED])
    house.clock.advance(timedelta(days=8))
    later = house.courier.show_claim(view.claim.claim_id, REACH)
    assert "Status updates end 7 days after sending" in later.ceiling.reason


def test_a_277ca_alone_shows_that_the_file_arrived() -> None:
    house, view = told([by_payer("A2", 5)])
    assert view.status is ClaimStatus.ACCEPTED_BY_PAYER
    assert house.transmissions.unanswered(view.claim.account_id) == ()


def test_rejections_come_with_plain_words() -> None:
    _, view = told([REJECTED])
    assert "street address" in view.words["FE69"]
    assert "diagnosis" in view.words["LC1762"]


def test_the_current_numbers_are_shown() -> None:
    _, view = told([summary("accepted", 4, SECOND), REJECTED])
    assert view.clearinghouse_claim_id == SECOND
