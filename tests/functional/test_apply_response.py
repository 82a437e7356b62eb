"""Answers become facts, facts become statuses; whatever comes, in whatever order."""

import io
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from itertools import permutations
from random import Random
from typing import Any

import pytest

from chalicelib.domain.batch import Batch
from chalicelib.domain.identifiers import ClaimId, RemittanceId, claim_id
from chalicelib.domain.response import ResponseKind, ResponseState
from chalicelib.domain.status import BatchStatus, ClaimStatus
from chalicelib.domain.transmission import TransmissionState
from chalicelib.services.show.show_claim import ClaimView
from tests.builders import ACCOUNT, REACH
from tests.functional.counterpart import Answer, answers_to
from tests.functional.courier import House, a_claim_file


@pytest.fixture
def sent(house: House) -> Batch:
    batch = house.hand_in(a_claim_file("PAY00001", "REJ00002")).batch
    house.visit()
    return batch


def answers(house: House) -> list[Answer]:
    return answers_to(house.server.inbound)


def give(house: House, answers: Iterable[Answer]) -> None:
    for name, content in answers:
        house.answer(name, content)


def claim(house: House, batch: Batch, position: int = 1) -> ClaimView:
    return house.courier.show_claim(claim_id(batch.batch_id, position), REACH)


@pytest.mark.parametrize(
    ("number", "status"),
    [
        ("PAY00001", ClaimStatus.PAID),
        ("UND00001", ClaimStatus.PARTIALLY_PAID),
        ("DED00001", ClaimStatus.PAID),
        ("DEN00001", ClaimStatus.DENIED),
        ("REJ00001", ClaimStatus.REJECTED_BY_CLEARINGHOUSE),
        ("PRJ00001", ClaimStatus.REJECTED_BY_PAYER),
        ("PND00001", ClaimStatus.PAID),
        ("SIL00001", ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE),
        ("SYN00001", ClaimStatus.REJECTED_BY_CLEARINGHOUSE),
        ("MUT00001", ClaimStatus.AWAITING),
        ("REV00001", ClaimStatus.REVERSED),
    ],
)
def test_each_way_through_the_clearinghouse_ends_where_it_should(
    house: House, number: str, status: ClaimStatus
) -> None:
    batch = house.hand_in(a_claim_file(number, "PAY00009")).batch
    house.visit()
    give(house, answers(house))
    assert claim(house, batch).status is status


def test_batch_and_claims_are_told_step_by_step(house: House, sent: Batch) -> None:
    told: list[tuple[str, BatchStatus, ClaimStatus, ClaimStatus]] = []
    for name, content in answers(house):
        response = house.answer(name, content)
        view = house.show(sent)
        told.append(
            (
                str(response.kind),
                view.status,
                claim(house, sent, 1).status,
                claim(house, sent, 2).status,
            )
        )
    rejected = ClaimStatus.REJECTED_BY_CLEARINGHOUSE
    accepted, by_payer = ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE, ClaimStatus.ACCEPTED_BY_PAYER
    waiting = ClaimStatus.AWAITING
    assert told == [
        ("999", BatchStatus.ACKNOWLEDGED, waiting, waiting),
        ("file_summary", BatchStatus.PARTIALLY_ACCEPTED, accepted, rejected),
        ("277ca", BatchStatus.PARTIALLY_ACCEPTED, accepted, rejected),
        ("edi_status", BatchStatus.PARTIALLY_ACCEPTED, by_payer, rejected),
        ("277ca", BatchStatus.PARTIALLY_ACCEPTED, by_payer, rejected),
        ("zip", BatchStatus.PARTIALLY_ACCEPTED, ClaimStatus.PAID, rejected),
    ]


def test_every_order_of_the_answers_ends_the_same(house: House) -> None:
    batch = house.hand_in(a_claim_file("PAY00001", "REJ00002")).batch
    house.visit()
    inbound = dict(house.server.inbound)
    files = answers_to(inbound)
    for order in Random(1).sample(list(permutations(files)), 60):
        other = House()
        other.hand_in(a_claim_file("PAY00001", "REJ00002"))
        other.visit()
        give(other, order)
        view = other.show(batch)
        assert view.status is BatchStatus.PARTIALLY_ACCEPTED
        assert claim(other, batch, 1).status is ClaimStatus.PAID
        assert claim(other, batch, 2).status is ClaimStatus.REJECTED_BY_CLEARINGHOUSE


def test_the_same_answers_under_other_names_change_nothing(house: House, sent: Batch) -> None:
    files = answers(house)
    give(house, files)
    before = claim(house, sent)
    give(house, [(f"9{name}", content) for name, content in files])
    after = claim(house, sent)
    assert (after.status, after.paid) == (before.status, before.paid)
    assert [fact.fact_id for fact in after.timeline] == [f.fact_id for f in before.timeline]


def test_the_clearinghouses_and_the_payers_numbers_are_kept(house: House, sent: Batch) -> None:
    give(house, answers(house))
    view = claim(house, sent)
    assert view.clearinghouse_claim_id is not None
    assert len(view.clearinghouse_claim_id) == 10
    assert view.payer_claim_control_number
    assert claim(house, sent, 2).payer_claim_control_number is None


def test_rejections_carry_their_codes(house: House, sent: Batch) -> None:
    give(house, answers(house))
    codes = {code for fact in claim(house, sent, 2).timeline for code in fact.statement.codes}
    assert "FE69" in codes


def test_an_835_is_archived_with_its_text_beside_it(house: House, sent: Batch) -> None:
    give(house, answers(house))
    view = claim(house, sent)
    remittance_id = RemittanceId(
        next(f.statement.payment.remittance_id for f in view.timeline if f.statement.payment)
    )
    remittance = house.courier.show_remittances(remittance_id, REACH)
    assert remittance.remittance.raw_key.endswith(".835")
    assert remittance.text is not None
    assert remittance.text.key == remittance.remittance.raw_key.removesuffix("835") + "txt"
    assert house.archive.read(remittance.remittance.raw_key).startswith(b"ISA")
    assert b"HEALTH CARE CLAIM PAYMENT/ADVICE" in house.archive.read(remittance.text.key)
    payments = remittance.remittance.advice.payments
    assert [payment.claim_id for payment in payments] == [ClaimId(view.claim.claim_id)]
    assert remittance.remittance.advice.amount == view.paid


def test_a_claim_is_not_told_to_be_paid_before_its_835_is_archived(
    house: House, sent: Batch
) -> None:
    era = next(a for a in answers(house) if a[0].endswith(".zip"))
    kept_when_told: list[set[str]] = []
    record = house.facts.add_about_claims

    def spy(*facts: Any) -> None:  # noqa: ANN401 - hands on whatever it gets
        kept = house.archive.objects.by_key
        kept_when_told.append({key[-4:] for key in kept if key.startswith("era/")})
        record(*facts)

    house.facts.add_about_claims = spy  # type: ignore[method-assign, assignment]
    house.answer(*era)
    assert kept_when_told == [{".835", ".txt"}]


def test_a_transmission_is_answered_by_its_999(house: House, sent: Batch) -> None:
    give(house, answers(house)[:1])
    transmission = house.show(sent).transmissions[0]
    assert transmission.state is TransmissionState.ACKNOWLEDGED
    assert transmission.answered_at == house.clock.now()


def test_an_835_alone_shows_that_the_file_arrived(house: House, sent: Batch) -> None:
    give(house, [a for a in answers(house) if a[0].endswith(".zip")])
    assert house.show(sent).transmissions[0].state is TransmissionState.ACKNOWLEDGED
    assert house.transmissions.unanswered(ACCOUNT) == ()


def test_a_file_that_the_clearinghouse_cannot_read_has_failed(house: House, sent: Batch) -> None:
    name = next(iter(house.server.inbound))
    give(house, answers_to({name: b"what the line made of it"}))
    assert house.show(sent).transmissions[0].state is TransmissionState.FAILED
    assert house.show(sent).status is BatchStatus.FAILED


def test_garbage_is_kept_listed_and_counted(house: House) -> None:
    response = house.answer("1598000101_mystery.bin", b"\x00\x01garbage\xff")
    assert response.state is ResponseState.UNKNOWN
    assert response.kind is ResponseKind.UNKNOWN
    assert response.reason
    assert house.archive.response(response) == b"\x00\x01garbage\xff"
    listed = house.courier.show_responses.list(ACCOUNT, REACH, 10, None)[1].items
    assert [each.response_id for each in listed] == [response.response_id]
    assert house.meter.total("UnknownResponses") == 1


def test_a_zip_bomb_is_kept_and_never_unpacked(house: House) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1598000101_ERA_835_5010_20260302.835", bytes(300_000_000))
    response = house.answer("1598000101_ERA_STATUS_5010_20260302.zip", bomb.getvalue())
    assert response.state is ResponseState.UNKNOWN
    assert house.responses.unapplied(ACCOUNT) == ()
    assert house.archive.response(response) == bomb.getvalue()


def test_a_zip_in_a_zip_is_kept_and_set_aside_without_stopping_its_neighbors(
    house: House, sent: Batch
) -> None:
    era = next(a for a in answers(house) if a[0].endswith(".zip"))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", era[1])
        with zipfile.ZipFile(io.BytesIO(era[1])) as inner:
            for name in inner.namelist():
                archive.writestr(name, inner.read(name))
    house.answer("1598000999_ERA_STATUS_5010_20260302.zip", outer.getvalue())
    assert claim(house, sent).status is ClaimStatus.PAID
    listed = house.courier.show_responses.list(ACCOUNT, REACH, 10, None)[1].items
    assert {each.state for each in listed if each.name == "inner.zip"} == {ResponseState.UNKNOWN}


def test_an_answer_about_nobodys_claim_is_counted_as_unmatched(house: House, sent: Batch) -> None:
    stranger = House()
    stranger.hand_in(a_claim_file("XYZ00001"))
    stranger.visit()
    era = next(a for a in answers_to(stranger.server.inbound) if a[0].endswith("zip"))
    house.answer(*era)
    listed = house.courier.show_responses.list(ACCOUNT, REACH, 10, None)[1].items
    assert [each.unmatched for each in listed if each.kind is ResponseKind.REMITTANCE_835] == [1]
    assert claim(house, sent).status is ClaimStatus.AWAITING


def test_an_answer_is_never_tied_to_one_of_two_claims_by_guess(house: House) -> None:
    first = house.hand_in(a_claim_file("PAY00001", control_number=1)).batch
    house.clock.advance(timedelta(seconds=1))
    second = house.allow(house.hand_in(a_claim_file("PAY00001", control_number=2)).batch)
    house.visit()
    files = answers_to(dict(list(house.server.inbound.items())[:1]))
    give(house, [era for era in files if era[0].endswith(".zip")])
    assert claim(house, first).status is ClaimStatus.AWAITING
    assert claim(house, second).status is ClaimStatus.AWAITING
    listed = house.courier.show_responses.list(ACCOUNT, REACH, 20, None)[1].items
    assert [each.unmatched for each in listed if each.kind is ResponseKind.REMITTANCE_835] == [1]


def test_a_status_report_may_come_before_the_summary_that_tells_its_file(
    house: House, sent: Batch
) -> None:
    report = next(a for a in answers(house) if "EDI_STATUS" in a[0])
    house.answer(*report)
    assert claim(house, sent).status is ClaimStatus.ACCEPTED_BY_PAYER


def test_an_unreadable_row_counts_as_unmatched_and_does_not_stop_the_others(
    house: House, sent: Batch
) -> None:
    name, content = next(a for a in answers(house) if a[0].startswith("FS_"))
    lines = content.splitlines(keepends=True)
    damaged = [line[:20] + b"\n" if b"REJ00002" in line else line for line in lines]
    response = house.answer(name, b"".join(damaged))
    assert response.unmatched > 0
    assert house.meter.total("UnmatchedStatements") == response.unmatched
    assert claim(house, sent, 1).status is ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE
    assert claim(house, sent, 2).status is ClaimStatus.AWAITING


def test_a_response_is_applied_once(house: House, sent: Batch) -> None:
    house.answer(*answers(house)[0])
    again = house.courier.apply_response(house.hints.responses[-1])
    assert again.state is ResponseState.APPLIED


def test_a_lost_hint_is_made_good_by_the_sweep(house: House, sent: Batch) -> None:
    name, content = answers(house)[0]
    house.server.put_out(name, content, house.clock.now())
    house.visit()
    house.hints.responses.clear()
    house.hints.visits.clear()
    house.courier.sweep()
    assert house.hints.responses == [], "its hint may still be under way"
    house.clock.advance(timedelta(minutes=2))
    house.courier.sweep()
    assert len(house.hints.responses) == 1
    assert house.hints.visits == [ACCOUNT, ACCOUNT]


def test_a_large_file_is_tied_page_by_page(house: House) -> None:
    numbers = [f"PAY{n:05d}" for n in range(1, 251)]
    batch = house.hand_in(a_claim_file(*numbers)).batch
    house.visit()
    give(house, answers(house))
    view = house.show(batch)
    assert view.claims_by_status == {ClaimStatus.PAID: 250}
    assert view.status is BatchStatus.ACCEPTED
