"""The lockout budget, the breaker and the outage."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.health import (
    FIRST_WAIT,
    LOGINS_ALLOWED,
    LONGEST_WAIT,
    PASSWORD_GROWS_OLD,
    AccountHealth,
)
from chalicelib.domain.outage import Outage, Problem
from tests.builders import MORNING, a_credential, a_health, later


def refused(health: AccountHealth, version: str) -> AccountHealth:
    return health.pay_login(version).failed(MORNING, Problem.LOGIN_REFUSED)


def test_two_refusals_of_one_secret_latch_the_account() -> None:
    health = refused(a_health(), "v1")
    assert health.may_log_in("v1")
    assert not refused(health, "v1").may_log_in("v1")


def test_whoever_dies_while_logging_in_has_paid() -> None:
    dead_twice = a_health().pay_login("v1").pay_login("v1")
    assert not dead_twice.may_log_in("v1")


def test_a_new_password_gets_one_login_and_does_not_open_the_way_for_the_old_one() -> None:
    latched = refused(refused(a_health(), "v1"), "v1")
    assert latched.may_log_in("v2")
    again = refused(latched, "v2")
    assert not again.may_log_in("v2")
    assert not again.may_log_in("v1")


def test_a_person_gives_one_more_login() -> None:
    resumed = refused(refused(a_health(), "v1"), "v1").resume()
    assert resumed.may_log_in("v1")
    assert not refused(resumed, "v1").may_log_in("v1")


def test_to_resume_what_is_well_gives_nothing_more() -> None:
    assert a_health().resume().logins_left == LOGINS_ALLOWED


def test_a_good_login_gives_the_whole_budget_back() -> None:
    health = refused(a_health(), "v1").logged_in(later(hours=1), a_credential("v1"))
    assert (health.logins_left, health.refused_versions) == (LOGINS_ALLOWED, ())
    assert health.last_good_login_at == later(hours=1)


ACTS = st.lists(st.sampled_from(["visit", "new password", "resume"]), max_size=30)


@given(ACTS)
def test_refusals_in_a_row_never_exceed_budget_and_human_acts(acts: list[str]) -> None:
    """While the server refuses everything, whatever happens in whatever order."""
    health, version, refusals, human_acts = a_health(), 1, 0, 0
    for act in acts:
        if act == "new password":
            version, human_acts = version + 1, human_acts + 1
        elif act == "resume":
            health, human_acts = health.resume(), human_acts + 1
        elif health.may_log_in(f"v{version}"):
            health, refusals = refused(health, f"v{version}"), refusals + 1
    assert refusals <= LOGINS_ALLOWED + human_acts


def test_waits_double_up_to_the_longest() -> None:
    health, waits = a_health(), []
    for _ in range(10):
        health = health.unreachable(MORNING, share=1)
        waits.append((health.next_visit_at or MORNING) - MORNING)
    assert waits[:4] == [FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4, FIRST_WAIT * 8]
    assert waits[-2:] == [LONGEST_WAIT, LONGEST_WAIT]
    assert health.last_problem is Problem.UNREACHABLE


@given(st.floats(0, 1), st.integers(0, 10_000))
def test_a_wait_lies_between_nothing_and_the_longest(share: float, failures: int) -> None:
    health = a_health(network_failures=failures).unreachable(MORNING, share)
    assert health.next_visit_at is not None
    assert timedelta() <= health.next_visit_at - MORNING <= LONGEST_WAIT


def test_no_visit_before_its_time() -> None:
    health = a_health().unreachable(MORNING, share=1)
    assert health.is_backing_off(MORNING)
    assert not health.is_backing_off(MORNING + FIRST_WAIT)
    assert not health.resume().is_backing_off(MORNING)


def test_the_network_costs_nothing_of_the_budget_and_a_stranger_neither() -> None:
    health = a_health().unreachable(MORNING, 0.5)
    health = health.saw_host_key(MORNING, Problem.HOST_KEY_CHANGED, "ssh-ed25519 AAAA")
    assert health.logins_left == LOGINS_ALLOWED
    assert health.network_failures == 1
    assert health.host_key_shown == "ssh-ed25519 AAAA"


def test_a_good_visit_clears_the_problem() -> None:
    health = a_health().failed(MORNING, Problem.UNREACHABLE)
    visited = health.visited(later(hours=1), later(hours=2), all_sent=True)
    assert (visited.last_problem, visited.outage) == (None, None)
    assert visited.last_good_visit_began_at == later(hours=1)
    assert visited.last_good_visit_at == later(hours=2)


def test_an_outage_lasts_until_all_that_it_held_is_sent() -> None:
    health = a_health().failed(MORNING, Problem.UNREACHABLE)
    health = health.failed(later(hours=1), Problem.LOGIN_REFUSED).restored(later(hours=2), 5)
    health = health.visited(later(hours=2), later(hours=3), all_sent=False)
    assert health.outage == Outage(MORNING, Problem.LOGIN_REFUSED, later(hours=2), 5)
    health = health.restored(later(hours=4), 2).visited(MORNING, later(hours=5), all_sent=True)
    assert health.outage is None
    assert health.last_catch_up == Outage(
        MORNING, Problem.LOGIN_REFUSED, later(hours=2), 5, later(hours=5)
    )


def test_an_outage_that_held_nothing_leaves_the_last_report() -> None:
    report = Outage(MORNING, Problem.UNREACHABLE, MORNING, 5, MORNING)
    health = a_health(last_catch_up=report).failed(MORNING, Problem.UNREACHABLE)
    health = health.restored(later(hours=1), 0).visited(MORNING, later(hours=1), all_sent=True)
    assert (health.outage, health.last_catch_up) == (None, report)


def test_an_outage_that_comes_back_is_the_same_one() -> None:
    first = Outage(MORNING, Problem.UNREACHABLE).restore(later(hours=1), 5)
    second = first.again(Problem.UNREACHABLE)
    assert second.restored_at is None
    assert second.restore(later(hours=2), 3) == Outage(
        MORNING, Problem.UNREACHABLE, later(hours=2), 5
    )


def test_a_file_was_held_when_it_was_ready_before_the_end() -> None:
    outage = Outage(MORNING, Problem.UNREACHABLE)
    assert not outage.held(MORNING)
    assert outage.restore(later(hours=1), 1).held(later(hours=1))
    assert not outage.restore(later(hours=1), 1).held(later(hours=2))


def test_a_password_grows_old() -> None:
    health = a_health().logged_in(MORNING, a_credential())
    assert not health.password_is_old(MORNING + PASSWORD_GROWS_OLD)
    assert health.password_is_old(MORNING + PASSWORD_GROWS_OLD + timedelta(seconds=1))
    assert not a_health().password_is_old(later(days=1000))
