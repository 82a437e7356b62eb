"""The lockout budget."""

from tests.builders import MORNING, a_health, later


def test_two_refusals_of_one_secret_latch_the_account() -> None:
    health = a_health().refused(MORNING, "login_refused", "v1")
    assert health.may_log_in("v1")
    health = health.refused(later(hours=1), "login_refused", "v1")
    assert not health.may_log_in("v1")


def test_a_changed_secret_may_be_tried() -> None:
    health = a_health().refused(MORNING, "login_refused", "v1")
    health = health.refused(MORNING, "login_refused", "v1")
    assert health.may_log_in("v2")
    assert health.refused(MORNING, "login_refused", "v2").refused_logins == 1


def test_a_network_failure_costs_nothing_of_the_budget() -> None:
    health = a_health().refused(MORNING, "login_refused", "v1").failed(MORNING, "unreachable")
    assert health.refused_logins == 1
    assert health.last_problem == "unreachable"


def test_a_good_visit_clears_the_record() -> None:
    health = a_health().refused(MORNING, "login_refused", "v1").visited(later(hours=1))
    assert (health.refused_logins, health.last_problem) == (0, None)
    assert health.last_good_visit_at == later(hours=1)
