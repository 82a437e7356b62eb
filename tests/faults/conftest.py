"""Promises that the product does not keep yet: each is expected to fail until it does."""

import pytest

from tests.functional.courier import House

_ONE_FAULT = "test_a_call_that_goes_wrong_changes_nothing_in_the_end"
_LOGINS = "test_no_call_that_goes_wrong_costs_a_login_beyond_the_budget"
_MODES = ("fail_before", "fail_after", "dies_before", "dies_after")
_WORLDS = ("HINTS_DELIVERED", "HINTS_LOST")

NOT_KEPT_YET = frozenset(
    {
        *(f"{_ONE_FAULT}[{world}-{mode}]" for world in _WORLDS for mode in _MODES),
        *(f"{_LOGINS}[{mode}]" for mode in _MODES),
        *(
            f"{name}[{world}]"
            for world in _WORLDS
            for name in (
                "test_a_process_that_is_overtaken_at_any_call_changes_nothing",
                "test_a_second_fault_soon_after_the_first_changes_nothing",
                "test_indexes_that_lag_behind_delay_but_change_nothing",
                "test_whoever_wakes_up_late_with_a_file_in_hand_and_whoever_dies_meanwhile"
                "_send_it_once",
            )
        ),
        "test_a_batch_that_cannot_be_resumed_does_not_hold_up_those_behind_it",
        "test_a_status_applied_again_when_more_is_known_keeps_what_it_says_of_every_claim",
    }
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/faults/" in str(item.path) and item.name in NOT_KEPT_YET:
            item.add_marker(pytest.mark.xfail(reason="not kept yet", strict=False))


@pytest.fixture
def house() -> House:
    return House()
