"""What can't be decided is left to a person; what is understood later leaves the list by itself."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from chalicelib.domain.batch import Batch
from chalicelib.domain.errors import (
    ClaimOfAnotherAccountError,
    NotFetchedError,
    NotFoundError,
    NotTieableError,
    ResolvedAlreadyError,
)
from chalicelib.domain.fact import Confidence, TiedBy
from chalicelib.domain.identifiers import AccountId, ClaimId, PracticeId, RemittanceId, claim_id
from chalicelib.domain.response import ResponseKind
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.worklist import Outcome, WorkItem, WorkKind, WorkReason, WorkState
from chalicelib.services.access.decider import Decider
from chalicelib.services.show.show_claim import ClaimView
from chalicelib.services.worklist.open_work import work_about
from tests.builders import ACCOUNT, ELSEWHERE, PRACTICE, REACH, a_practice, an_account
from tests.functional.counterpart import Answer, answers_to
from tests.functional.courier import House, a_claim_file
from tests.unit.clearinghouses.reports import (
    MASTER,
    StatusLine,
    SummaryRow,
    edi_status,
    file_summary,
)
from tests.unit.interpret.x12_answers import payment_set, remittance

BILLER = Decider("cck_sample", REACH)
EDI_STATUS = "508500990_EDI_STATUS_20260305.txt"
ERA = "1598700001_ERA_835_5010_20260320.835"


@pytest.fixture
def sent(house: House) -> Batch:
    batch = house.hand_in(a_claim_file("PAY00001", "PAY00002")).batch
    house.visit()
    return batch


def open_work(house: House) -> tuple[WorkItem, ...]:
    return house.courier.show_worklist.list(ACCOUNT, REACH, 200, None)[1].items


def the_work(house: House) -> WorkItem:
    (item,) = open_work(house)
    return item


def claim(house: House, batch: Batch, position: int = 1) -> ClaimView:
    return house.courier.show_claim(claim_id(batch.batch_id, position), REACH)


def ties(house: House, batch: Batch, position: int = 1) -> set[TiedBy]:
    return {fact.tied_by for fact in claim(house, batch, position).timeline}


def paid(number: str, payer_number: str = "ICN1", npi: str = "", charge: str = "150") -> bytes:
    """An 835 that pays a claim in full, for a service on the day of the sample claims."""
    content = remittance(
        payment_set(
            (f"CLP*{number}*1*{charge}*{charge}**12*{payer_number}", "DTM*232*20260301"),
            amount=charge,
        )
    )
    return content.replace(b"*XX*1234567893", b"*XX*" + npi.encode()) if npi else content


def accepted_by_payer(number: str, payer_number: str = "ICN1") -> bytes:
    return edi_status([StatusLine(number, reference=payer_number, amount="150.00")])


def only(answers: Iterable[Answer], part: str) -> Answer:
    return next(answer for answer in answers if part in answer[0])


class TestTies:
    def test_each_fact_tells_what_it_was_tied_by(self, house: House, sent: Batch) -> None:
        for name, content in answers_to(house.server.inbound):
            house.answer(name, content)
        assert ties(house, sent) == {TiedBy.FILE_AND_NUMBER, TiedBy.NUMBER_AND_DAY}
        (transmission,) = house.show(sent).transmissions
        about_file = house.facts.about_transmission(transmission.transmission_id)
        assert {fact.tied_by for fact in about_file} == {TiedBy.CONTROL_NUMBER, TiedBy.FILE_NAME}
        assert open_work(house) == ()

    def test_all_claims_of_a_rejected_set_are_tied_by_it(self, house: House) -> None:
        batch = house.hand_in(a_claim_file("SYN00001", "PAY00002")).batch
        house.visit()
        house.answer(*only(answers_to(house.server.inbound), ".999"))
        assert TiedBy.SET in ties(house, batch)

    def test_every_way_has_a_confidence(self) -> None:
        assert {way.confidence for way in TiedBy} == set(Confidence)

    @pytest.mark.parametrize("told", ["PAY0000", "00PAY00001", "pay00001"])
    def test_a_number_cut_or_padded_is_tied_when_the_payers_own_confirms_it(
        self, house: House, sent: Batch, told: str
    ) -> None:
        house.answer(EDI_STATUS, accepted_by_payer("PAY00001"))
        house.answer(ERA, paid(told))
        assert claim(house, sent).status is ClaimStatus.PAID
        assert TiedBy.PAYER_CONTROL_NUMBER in ties(house, sent)

    def test_the_payers_number_alone_ties_nothing(self, house: House, sent: Batch) -> None:
        house.answer(EDI_STATUS, accepted_by_payer("PAY00001"))
        house.answer(ERA, paid("SOMEBODY"))
        assert the_work(house).reason is WorkReason.UNKNOWN_CLAIM
        assert claim(house, sent).status is ClaimStatus.ACCEPTED_BY_PAYER

    def test_charge_and_day_only_propose(self, house: House, sent: Batch) -> None:
        house.answer(ERA, paid("SOMEBODY"))
        assert the_work(house).candidates == (claim_id(sent.batch_id, 1),)
        assert claim(house, sent).status is ClaimStatus.AWAITING

    def test_one_of_two_claims_is_told_by_the_payers_number(self, house: House) -> None:
        first = house.hand_in(a_claim_file("PAY00001", control_number=1)).batch
        second = house.allow(house.hand_in(a_claim_file("PAY00001", control_number=2)).batch)
        house.visit()
        house.answer(ERA, paid("PAY00001", "ICN2"))
        item = the_work(house)
        assert item.reason is WorkReason.AMBIGUOUS_CLAIM
        assert len(item.candidates) == 2
        name = house.show(second).transmissions[0].file_name
        house.answer(
            f"FS_HCFA_{MASTER}_IN_C.txt",
            file_summary([SummaryRow("PAY00001")], file_name=f"{MASTER}_{name}"),
        )
        house.answer(EDI_STATUS, accepted_by_payer("PAY00001", "ICN2"))
        assert claim(house, second).status is ClaimStatus.PAID
        assert claim(house, first).status is ClaimStatus.AWAITING
        assert open_work(house) == ()


class TestForeignAnswers:
    def test_a_summary_of_somebody_elses_file_is_one_item_and_ties_nothing(
        self, house: House, sent: Batch
    ) -> None:
        rows = [SummaryRow("PAY00001"), SummaryRow("PAY00002")]
        house.answer(f"FS_HCFA_{MASTER}_IN_C.txt", file_summary(rows))
        item = the_work(house)
        assert (item.reason, item.alike) == (WorkReason.UNKNOWN_TRANSMISSION, 1)
        assert claim(house, sent).status is ClaimStatus.AWAITING

    def test_a_payment_for_another_practice_is_not_tied(self, house: House, sent: Batch) -> None:
        other = PracticeId("prc_other")
        house.practices.add(a_practice(practice_id=other, npis=("1987654320",), tax_id="999"))
        house.accounts.rows.by_key[ACCOUNT] = an_account(practice_ids=(PRACTICE, other))
        house.answer(ERA, paid("PAY00001", npi="1987654320"))
        item = house.worklist.open_ones(ACCOUNT, 9, None).items[0]
        assert item.reason is WorkReason.CLAIM_OF_ANOTHER_PRACTICE
        assert item.candidates == (claim_id(sent.batch_id, 1),)
        assert claim(house, sent).status is ClaimStatus.AWAITING

    def test_a_payment_to_a_stranger_of_another_amount_is_not_tied(
        self, house: House, sent: Batch
    ) -> None:
        house.answer(ERA, paid("PAY00001", npi="1987654320", charge="80"))
        assert the_work(house).reason is WorkReason.CLAIM_OF_ANOTHER_PROVIDER
        assert claim(house, sent).status is ClaimStatus.AWAITING

    def test_an_unknown_payee_alone_is_no_doubt(self, house: House, sent: Batch) -> None:
        house.answer(ERA, paid("PAY00001", npi="1987654320"))
        assert claim(house, sent).status is ClaimStatus.PAID


class TestUnderstoodLater:
    @pytest.mark.parametrize("payment_first", [True, False])
    def test_a_payment_with_a_cut_number_and_the_answer_that_explains_it_in_any_order(
        self, house: House, sent: Batch, payment_first: bool
    ) -> None:
        answers = [(ERA, paid("PAY0000")), (EDI_STATUS, accepted_by_payer("PAY00001"))]
        for name, content in answers if payment_first else reversed(answers):
            house.answer(name, content)
        assert claim(house, sent).status is ClaimStatus.PAID
        assert open_work(house) == ()
        told = claim(house, sent).timeline[-1].statement.payment
        assert told is not None
        view = house.courier.show_remittances(RemittanceId(told.remittance_id), REACH)
        (payment,) = view.remittance.advice.payments
        assert payment.claim_id == claim_id(sent.batch_id, 1)

    def test_a_summary_that_tells_the_numbers_of_a_file_ties_what_named_them(
        self, house: House
    ) -> None:
        first = house.hand_in(a_claim_file("PAY00001", control_number=1)).batch
        second = house.allow(house.hand_in(a_claim_file("PAY00001", control_number=2)).batch)
        house.visit()
        house.answer(EDI_STATUS, accepted_by_payer("PAY00001"))
        item = the_work(house)
        assert item.reason is WorkReason.AMBIGUOUS_CLAIM
        name = house.show(second).transmissions[0].file_name
        house.answer(
            f"FS_HCFA_{MASTER}_IN_C.txt",
            file_summary([SummaryRow("PAY00001")], file_name=f"{MASTER}_{name}"),
        )
        assert claim(house, second).status is ClaimStatus.ACCEPTED_BY_PAYER
        assert claim(house, first).status is ClaimStatus.AWAITING
        resolved = house.worklist.get(item.item_id).resolution
        assert resolved is not None
        assert (resolved.outcome, resolved.by) == (Outcome.UNDERSTOOD, "gateway")

    def test_a_response_processed_again_with_more_known_claims_leaves_nothing_open(
        self, house: House
    ) -> None:
        response = house.answer(ERA, paid("PAY00001"))
        assert response.unmatched == 1
        batch = house.hand_in(a_claim_file("PAY00001")).batch
        house.visit()
        again = house.process_again(response.response_id)
        assert again.unmatched == 0
        assert claim(house, batch).status is ClaimStatus.PAID
        assert open_work(house) == ()
        before = claim(house, batch).timeline
        house.process_again(response.response_id)
        assert claim(house, batch).timeline == before
        assert house.meter.total("UnmatchedStatements") == 1

    def test_the_same_open_question_under_another_name_is_asked_once(self, house: House) -> None:
        house.answer(ERA, paid("PAY00001"))
        house.answer(f"9{ERA}", paid("PAY00001"))
        assert the_work(house).response_name == ERA

    def test_what_is_not_ones_own_is_not_processed(self, house: House) -> None:
        response = house.answer(ERA, paid("PAY00001"))
        with pytest.raises(NotFoundError):
            house.courier.reprocess_response(response.response_id, ELSEWHERE)


class TestDecisions:
    def test_a_person_ties_a_statement_to_a_claim(self, house: House, sent: Batch) -> None:
        house.answer(ERA, paid("SOMEBODY"))
        item, wanted = the_work(house), claim_id(sent.batch_id, 2)
        resolved = house.courier.resolve_work.tie(item.item_id, wanted, BILLER, "by phone")
        assert resolved.state is WorkState.RESOLVED
        assert resolved.resolution is not None
        assert (resolved.resolution.by, resolved.resolution.note) == ("cck_sample", "by phone")
        view = claim(house, sent, 2)
        assert (view.status, view.paid) == (ClaimStatus.PAID, Decimal(150))
        assert ties(house, sent, 2) == {TiedBy.PERSON}
        assert house.show(sent).claims_by_status[ClaimStatus.PAID] == 1
        assert open_work(house) == ()
        with pytest.raises(ResolvedAlreadyError):
            house.courier.resolve_work.dismiss(item.item_id, BILLER, "late")

    def test_a_tie_by_a_person_outlives_processing_again(self, house: House, sent: Batch) -> None:
        response = house.answer(ERA, paid("SOMEBODY"))
        wanted = claim_id(sent.batch_id, 2)
        house.courier.resolve_work.tie(the_work(house).item_id, wanted, BILLER, "")
        house.process_again(response.response_id)
        assert claim(house, sent, 2).status is ClaimStatus.PAID
        assert open_work(house) == ()

    def test_what_a_person_decided_is_not_decided_again(self, house: House, sent: Batch) -> None:
        response = house.answer(ERA, paid("SOMEBODY"))
        wanted = claim_id(sent.batch_id, 2)
        house.courier.resolve_work.tie(the_work(house).item_id, wanted, BILLER, "")
        late = house.hand_in(a_claim_file("SOMEBODY")).batch
        house.process_again(response.response_id)
        house.answer(f"9{ERA}", paid("SOMEBODY"))
        assert claim(house, late).status is ClaimStatus.AWAITING
        assert claim(house, sent, 2).paid == Decimal(150)

    def test_a_dismissed_item_stays_off_the_list(self, house: House, sent: Batch) -> None:
        response = house.answer(ERA, paid("SOMEBODY"))
        item = the_work(house)
        house.courier.resolve_work.dismiss(item.item_id, BILLER, "sent by web")
        house.process_again(response.response_id)
        assert open_work(house) == ()
        assert claim(house, sent).status is ClaimStatus.AWAITING

    def test_claims_of_other_accounts_and_practices_are_out_of_reach(
        self, house: House, sent: Batch
    ) -> None:
        house.open_account(an_account(account_id=AccountId("acc_two")))
        elsewhere = house.hand_in(a_claim_file("X1"), account_id=AccountId("acc_two")).batch
        house.answer(ERA, paid("SOMEBODY"))
        item, resolve = the_work(house), house.courier.resolve_work
        with pytest.raises(ClaimOfAnotherAccountError):
            resolve.tie(item.item_id, claim_id(elsewhere.batch_id, 1), BILLER, "")
        stranger = replace(BILLER, reach=ELSEWHERE)
        with pytest.raises(NotFoundError):
            resolve.tie(item.item_id, claim_id(sent.batch_id, 1), stranger, "")
        with pytest.raises(NotFoundError):
            resolve.tie(item.item_id, ClaimId("clm_none_00001"), BILLER, "")
        assert the_work(house) == item

    def test_what_is_about_no_single_claim_can_only_be_dismissed(
        self, house: House, sent: Batch
    ) -> None:
        house.answer("mystery.bin", b"\x00garbage")
        item = the_work(house)
        assert item.kind is WorkKind.UNKNOWN_FILE
        with pytest.raises(NotTieableError):
            house.courier.resolve_work.tie(item.item_id, claim_id(sent.batch_id, 1), BILLER, "")
        house.courier.resolve_work.dismiss(item.item_id, BILLER, "nothing in it")
        assert open_work(house) == ()


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (WorkKind.NAME_CONFLICT, WorkReason.NAME_USED_AGAIN),
        (WorkKind.PAYMENT_CONFLICT, WorkReason.TRACE_USED_AGAIN),
        (WorkKind.UNBALANCED_PAYMENT, WorkReason.DOES_NOT_BALANCE),
    ],
)
def test_what_only_a_person_decides_stays_though_another_reading_does_not_find_it(
    house: House, sent: Batch, kind: WorkKind, reason: WorkReason
) -> None:
    response = house.answer(ERA, paid("PAY00001"))
    item = work_about(response, kind, reason, 1)
    house.worklist.add([item])
    house.process_again(response.response_id)
    assert open_work(house) == (item,)


def test_a_file_that_was_never_fetched_cannot_be_processed(house: House) -> None:
    house.server.put_out("../FS_HCFA_1598000101_IN_C.txt", b"x", house.clock.now())
    house.visit()
    (response,) = house.courier.show_responses.list(ACCOUNT, REACH, 9, None)[1].items
    with pytest.raises(NotFetchedError):
        house.courier.reprocess_response(response.response_id, REACH)


def test_the_name_of_a_payment_file_used_again_is_told(house: House, sent: Batch) -> None:
    house.answer(ERA, paid("PAY00001"))
    house.clock.advance(timedelta(minutes=1))
    house.server.put_out(ERA, paid("PAY00002", "ICN2"), house.clock.now())
    house.visit()
    house.courier.apply_response(house.hints.responses[-1])
    kinds = {item.kind: item.response_kind for item in open_work(house)}
    assert kinds[WorkKind.NAME_CONFLICT] is ResponseKind.REMITTANCE_835
    assert claim(house, sent, 2).status is ClaimStatus.PAID
