"""Transmissions, on the fake and on DynamoDB."""

from dataclasses import replace

import pytest

from chalicelib.adapters.dynamodb.transmissions import DynamoTransmissions
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId, TransmissionId
from chalicelib.domain.ports import Transmissions
from chalicelib.domain.transmission import Look, Transmission, TransmissionState, Verdict
from tests.builders import ACCOUNT, a_batch, a_transmission, later
from tests.contract.races import RUNNERS, race, succeeds
from tests.fakes import FakeTransmissions


@pytest.fixture(params=["fake", "dynamodb"])
def transmissions(request: pytest.FixtureRequest) -> Transmissions:
    if request.param == "fake":
        return FakeTransmissions()
    return DynamoTransmissions(request.getfixturevalue("table"))


def in_state(state: TransmissionState, number: int = 1, part: int = 1) -> Transmission:
    return replace(a_transmission(a_batch(number), part), state=state)


def test_a_transmission_is_found_as_it_was_added(transmissions: Transmissions) -> None:
    answered = a_transmission(sent_at=later(hours=1), answered_at=later(hours=2), attempts=2)
    assert transmissions.add(answered) == answered
    assert transmissions.get(answered.transmission_id) == answered


@pytest.mark.parametrize("unknown", [a_transmission().transmission_id, "nonsense", "trn_x"])
def test_an_unknown_transmission_is_not_found(transmissions: Transmissions, unknown: str) -> None:
    with pytest.raises(NotFoundError, match=f"transmission {unknown}"):
        transmissions.get(TransmissionId(unknown))


def test_adding_again_returns_the_one_that_is_there(transmissions: Transmissions) -> None:
    transmissions.add(a_transmission())
    assert transmissions.add(a_transmission(interchange_control_number=9)) == a_transmission()


def test_all_who_add_in_a_race_get_the_same(transmissions: Transmissions) -> None:
    got = race(lambda n: transmissions.add(a_transmission(interchange_control_number=n + 1)))
    assert got == [transmissions.get(a_transmission().transmission_id)] * RUNNERS


def test_a_batch_has_its_parts_in_order(transmissions: Transmissions) -> None:
    parts = [a_transmission(part=part) for part in (10, 2, 1)]
    for transmission in [*parts, a_transmission(a_batch(2))]:
        transmissions.add(transmission)
    assert transmissions.of_batch(a_batch().batch_id) == tuple(reversed(parts))


def test_a_transmission_advances_from_what_stands(transmissions: Transmissions) -> None:
    old = transmissions.add(a_transmission())
    tried = old.attempt()
    transmissions.advance(old, tried)
    transmissions.advance(tried, tried.stage())
    assert transmissions.get(old.transmission_id) == tried.stage()


def test_a_second_attempt_from_the_same_row_is_a_conflict(transmissions: Transmissions) -> None:
    old = transmissions.add(a_transmission())
    transmissions.advance(old, old.attempt())
    with pytest.raises(ConflictError):
        transmissions.advance(old, old.attempt())
    assert transmissions.get(old.transmission_id).attempts == 1


def test_another_state_is_a_conflict(transmissions: Transmissions) -> None:
    old = transmissions.add(a_transmission())
    transmissions.advance(old, old.stage())
    with pytest.raises(ConflictError):
        transmissions.advance(old, old.attempt())


def test_exactly_one_wins_a_race_to_attempt(transmissions: Transmissions) -> None:
    old = transmissions.add(a_transmission())
    won = race(lambda _: succeeds(lambda: transmissions.advance(old, old.attempt())))
    assert won.count(True) == 1
    assert transmissions.get(old.transmission_id).attempts == 1


def test_waiting_come_in_the_order_of_their_batches(transmissions: Transmissions) -> None:
    ordered = [
        in_state(TransmissionState.STAGED, 1, 1),
        in_state(TransmissionState.PLANNED, 1, 2),
        in_state(TransmissionState.PLANNED, 2, 1),
    ]
    for transmission in reversed(ordered):
        transmissions.add(transmission)
    transmissions.add(in_state(TransmissionState.SENT, 3))
    assert transmissions.waiting(ACCOUNT) == tuple(ordered)
    assert transmissions.waiting(AccountId("acc_other")) == ()


def test_unanswered_come_in_the_order_of_their_batches(transmissions: Transmissions) -> None:
    ordered = [in_state(TransmissionState.UNCERTAIN, 1), in_state(TransmissionState.SENT, 2)]
    for transmission in [*reversed(ordered), in_state(TransmissionState.ACKNOWLEDGED, 3)]:
        transmissions.add(transmission)
    assert transmissions.unanswered(ACCOUNT) == tuple(ordered)
    assert transmissions.unanswered(AccountId("acc_other")) == ()


def test_a_transmission_moves_from_waiting_to_unanswered_to_done(
    transmissions: Transmissions,
) -> None:
    planned = transmissions.add(a_transmission())
    staged = planned.stage()
    sent = staged.send(later(hours=1))
    transmissions.advance(planned, staged)
    transmissions.advance(staged, sent)
    assert transmissions.waiting(ACCOUNT) == ()
    assert transmissions.unanswered(ACCOUNT) == (sent,)
    answered = sent.answer(TransmissionState.ACKNOWLEDGED, later(hours=2))
    transmissions.advance(sent, answered)
    assert transmissions.unanswered(ACCOUNT) == ()
    assert transmissions.get(planned.transmission_id) == answered


def test_what_an_outage_held_back_is_listed_by_outage(transmissions: Transmissions) -> None:
    sent = [
        in_state(TransmissionState.STAGED, number)
        .send(later(hours=5))
        .was_held(later(hours=outage))
        for number, outage in ((1, 1), (2, 3), (3, 3))
    ]
    for transmission in [*sent, in_state(TransmissionState.SENT, 4)]:
        transmissions.add(transmission)
    page = transmissions.held(ACCOUNT, 2, None)
    assert page.items == (sent[2], sent[1])
    assert transmissions.held(ACCOUNT, 2, page.next_cursor).items == (sent[0],)
    assert transmissions.held(AccountId("acc_other"), 2, None).items == ()


def test_what_no_outage_held_back_is_listed_the_last_first(transmissions: Transmissions) -> None:
    parts = [in_state(TransmissionState.SENT, 1, part) for part in (1, 2, 10)]
    later_one = in_state(TransmissionState.PLANNED, 2)
    held = in_state(TransmissionState.STAGED, 3).send(later(hours=5)).was_held(later(hours=1))
    for transmission in [*parts, later_one, held]:
        transmissions.add(transmission)
    page = transmissions.unheld(ACCOUNT, 2, None)
    assert page.items == (later_one, parts[2])
    rest = transmissions.unheld(ACCOUNT, 2, page.next_cursor)
    assert (rest.items, rest.next_cursor) == ((parts[1], parts[0]), None)
    assert transmissions.unheld(AccountId("acc_other"), 2, None).items == ()


def test_what_was_held_stays_listed_after_its_answer(transmissions: Transmissions) -> None:
    sent = in_state(TransmissionState.STAGED).send(later(hours=5)).was_held(later(hours=1))
    transmissions.add(sent)
    answered = sent.answer(TransmissionState.ACKNOWLEDGED, later(hours=6))
    transmissions.advance(sent, answered)
    assert transmissions.held(ACCOUNT, 9, None).items == (answered,)


def test_decisions_and_looks_come_back_as_they_are(transmissions: Transmissions) -> None:
    doubted = a_transmission().attempt().doubt(later(hours=1)).look(Look(later(hours=2), 17))
    decided = doubted.decide(Verdict.NOT_SENT, "cck_sample", later(hours=3), "they have not got it")
    transmissions.add(decided)
    assert transmissions.get(decided.transmission_id) == decided


def test_all_of_an_account_come_in_the_order_of_their_batches_whatever_their_state(
    transmissions: Transmissions,
) -> None:
    states = list(TransmissionState)
    ordered = [in_state(state, number) for number, state in enumerate(states, 1)]
    ordered += [in_state(TransmissionState.SENT, 20, part) for part in (1, 2, 10)]
    ordered[2] = ordered[2].was_held(later(hours=9))
    ordered[9] = ordered[9].was_held(later(hours=3))
    for transmission in reversed(ordered):
        transmissions.add(transmission)
    assert list(transmissions.all_of(ACCOUNT)) == ordered
    assert list(transmissions.all_of(AccountId("acc_other"))) == []
