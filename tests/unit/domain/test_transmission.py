"""The ledger of a sending."""

import pytest

from chalicelib.domain.errors import InvalidTransitionError
from chalicelib.domain.transmission import Evidence, Verdict
from chalicelib.domain.transmission import TransmissionState as State
from tests.builders import MORNING, a_transmission, later


def test_the_way_of_a_file_is_planned_staged_sent() -> None:
    sent = a_transmission().attempt().stage().send(MORNING)
    assert (sent.state, sent.attempts, sent.sent_at) == (State.SENT, 1, MORNING)


@pytest.mark.parametrize("state", [State.PLANNED, State.SENT, State.ACKNOWLEDGED, State.FAILED])
def test_only_what_is_staged_can_be_sent(state: State) -> None:
    with pytest.raises(InvalidTransitionError):
        a_transmission(state=state).send(MORNING)


@pytest.mark.parametrize("state", [State.STAGED, State.SENT, State.REJECTED])
def test_only_what_is_planned_can_be_staged(state: State) -> None:
    with pytest.raises(InvalidTransitionError):
        a_transmission(state=state).stage()


@pytest.mark.parametrize("state", [State.PLANNED, State.STAGED, State.SENT, State.UNCERTAIN])
def test_an_answer_shows_that_the_file_was_sent(state: State) -> None:
    answered = a_transmission(state=state).answer(State.ACKNOWLEDGED, MORNING)
    assert answered.state is State.ACKNOWLEDGED
    assert answered.sent_at is not None
    assert answered.answered_at == MORNING


def test_a_rejection_may_follow_an_acknowledgment_but_never_the_reverse() -> None:
    acknowledged = a_transmission().answer(State.ACKNOWLEDGED, MORNING)
    rejected = acknowledged.answer(State.REJECTED, later(hours=1))
    assert rejected.state is State.REJECTED
    assert rejected.answered_at == MORNING
    assert rejected.answer(State.ACKNOWLEDGED, later(hours=2)) == rejected


def test_planning_is_no_answer() -> None:
    with pytest.raises(InvalidTransitionError):
        a_transmission().answer(State.SENT, MORNING)


def test_a_sent_file_names_its_evidence() -> None:
    assert a_transmission().stage().send(MORNING).evidence is Evidence.RENAMED
    assert a_transmission().doubt(MORNING).send(MORNING, Evidence.SEEN).evidence is Evidence.SEEN
    answered = a_transmission().doubt(MORNING).answer(State.ACKNOWLEDGED, MORNING)
    assert answered.evidence is Evidence.ANSWERED


def test_out_of_doubt_leads_evidence_or_a_person() -> None:
    doubted = a_transmission().attempt().doubt(MORNING)
    sent = doubted.decide(Verdict.SENT, "cck_sample", later(hours=1), "why")
    assert (sent.state, sent.sent_at, sent.evidence) == (State.SENT, MORNING, Evidence.PERSON)
    again = doubted.decide(Verdict.NOT_SENT, "cck_sample", later(hours=1), "why")
    assert (again.state, again.attempts, again.doubted_at) == (State.PLANNED, 1, MORNING)
    twice = again.attempt().doubt(later(hours=2)).decide(Verdict.SENT, "cck_other", MORNING, "so")
    assert [each.by for each in twice.decisions] == ["cck_sample", "cck_other"]


@pytest.mark.parametrize("state", [each for each in State if each is not State.UNCERTAIN])
def test_nothing_else_can_be_decided(state: State) -> None:
    with pytest.raises(InvalidTransitionError):
        a_transmission(state=state).decide(Verdict.SENT, "cck_sample", MORNING, "why")
