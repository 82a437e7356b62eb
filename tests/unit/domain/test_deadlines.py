"""When an answer is overdue, and when a batch is looked at next."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.clearinghouses.stedi.profile import STEDI
from chalicelib.domain.account import AccountMode
from chalicelib.domain.deadlines import Deadlines, Stage, Wait, due_at, look_again_at
from chalicelib.domain.outlook import outlook
from tests.builders import MORNING, later

DEADLINES = Deadlines(
    acknowledgment=timedelta(hours=10),
    claim_verdict=timedelta(hours=24),
    pend=timedelta(days=23),
    payer_answer=timedelta(days=10),
    remittance=timedelta(days=45),
)


@pytest.mark.parametrize(
    ("wait", "hours"),
    [
        (Wait(Stage.SENDING, MORNING), 72),
        (Wait(Stage.ACKNOWLEDGMENT, later(hours=1)), 11),
        (Wait(Stage.CLAIM_VERDICT, later(hours=1), 5), 25),
        (Wait(Stage.PAYER_ANSWER, later(hours=30), 5, "62308"), 30 + 240),
        (Wait(Stage.REMITTANCE, later(hours=30), 5, "62308"), 30 + 45 * 24),
    ],
)
def test_each_stage_has_its_own_deadline(wait: Wait, hours: int) -> None:
    assert due_at(wait, MORNING, DEADLINES) == later(hours=hours)


@pytest.mark.parametrize("stage", [Stage.ACKNOWLEDGMENT, Stage.CLAIM_VERDICT])
def test_72_hours_after_handing_in_hold_whatever_a_profile_says(stage: Stage) -> None:
    lenient = Deadlines(timedelta(days=9), timedelta(days=9), None, None, None)
    never = Deadlines(None, None, None, None, None)
    sent_late = Wait(stage, later(hours=60))
    assert due_at(sent_late, MORNING, lenient) == later(hours=72)
    assert due_at(sent_late, MORNING, never) == later(hours=72)


@pytest.mark.parametrize("profile", [OFFICE_ALLY, STEDI])
def test_a_test_account_awaits_nothing_of_a_payer(profile: object) -> None:
    deadlines = OFFICE_ALLY.deadlines_for(AccountMode.TEST)
    wait = Wait(Stage.PAYER_ANSWER, MORNING, 1, "62308")
    assert due_at(wait, MORNING, deadlines) is None
    assert outlook([wait], MORNING, deadlines, {}, later(days=99)).look_at is None


def test_the_first_wait_on_the_way_is_the_one_that_stalls() -> None:
    waits = (
        Wait(Stage.CLAIM_VERDICT, MORNING, 2),
        Wait(Stage.PAYER_ANSWER, MORNING, 3, "62308"),
    )
    seen = outlook(waits, MORNING, DEADLINES, {}, later(days=30)).overdue
    assert seen is not None
    assert (seen.wait, seen.due_at) == (waits[0], later(hours=24))


def test_a_payer_that_usually_is_quicker_is_late_before_the_deadline() -> None:
    wait = Wait(Stage.PAYER_ANSWER, MORNING, 3, "62308")
    usual = {"62308": timedelta(hours=48)}
    before = outlook([wait], MORNING, DEADLINES, usual, later(hours=47))
    assert (before.late_payers, before.look_at) == ((), later(hours=48))
    seen = outlook([wait], MORNING, DEADLINES, usual, later(hours=48))
    (late,) = seen.late_payers
    assert (late.payer_id, late.claims, late.usual_hours) == ("62308", 3, 48)
    assert seen.overdue is None
    assert seen.look_at == later(days=10)


WAITS = st.lists(
    st.builds(
        Wait,
        st.sampled_from(Stage),
        st.integers(0, 100).map(lambda hours: later(hours=hours)),
        st.integers(1, 9),
    ),
    max_size=4,
)


@given(WAITS, st.integers(0, 5_000))
def test_no_look_comes_after_a_deadline_that_can_be_missed_before_it(
    waits: list[Wait], hours: int
) -> None:
    """Neither of what is awaited now nor of a stage that begins at this very moment."""
    now = later(hours=hours)
    dues = [due for wait in waits if (due := due_at(wait, MORNING, DEADLINES)) is not None]
    look = look_again_at(waits, dues, now, DEADLINES)
    assert look is None or look > now
    for wait in waits:
        for stage in wait.stage.later:
            begun = due_at(Wait(stage, now), now, DEADLINES)
            assert begun is not None
            assert look is not None
            assert look <= begun
    assert all(look is not None and look <= due for due in dues if due > now)
