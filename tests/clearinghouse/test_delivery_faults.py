from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.order import FaultOrder
from infra.sandbox.clearinghouse.faults.random_faults import random_faults
from infra.sandbox.clearinghouse.names import Form
from infra.sandbox.clearinghouse.picked_up import PickedUp
from infra.sandbox.clearinghouse.profile import Profile
from infra.sandbox.clearinghouse.profiles.office_ally import OFFICE_ALLY
from infra.sandbox.clearinghouse.profiles.stedi import STEDI
from tests.clearinghouse.life import DAY, HOUR, NOON, PRACTICE, Life, claims_of, for_stedi

SUBMITTED = PickedUp(PRACTICE, "837P_1.txt", Form.HCFA, test=False, content=claims_of("PAY1"))
PROFILES = pytest.mark.parametrize("profile", [OFFICE_ALLY, STEDI], ids=lambda each: each.name)


def suffering(order: FaultOrder, profile: Profile = OFFICE_ALLY) -> Life:
    """A life with the fault switched on and a file handed in."""
    life = Life(profile)
    life.office.faults.switch_on(order)
    content = claims_of("PAY1")
    life.submit(content if profile is OFFICE_ALLY else for_stedi(content))
    return life


@PROFILES
def test_a_duplicate_comes_under_a_new_name_at_once_and_as_it_was_the_day_after(
    profile: Profile,
) -> None:
    life = suffering(FaultOrder(Fault.DUPLICATE_ANSWERS, count=1), profile).pass_time(2 * DAY)
    first, *_ = life.came
    same = [each for each in life.came if each.content == first.content]
    assert [each.name == first.name for each in same] == [True, False, True]
    assert [each.at - first.at for each in same] == [timedelta(), timedelta(), DAY]


def test_reordered_answers_come_late_and_overtake_one_another() -> None:
    usual = suffering(FaultOrder(Fault.REORDERED_ANSWERS, starts=NOON + 99 * DAY))
    mixed = suffering(FaultOrder(Fault.REORDERED_ANSWERS))
    for life in (usual, mixed):
        life.pass_time(40 * DAY)
    names = [each.name for each in usual.came], [each.name for each in mixed.came]
    assert sorted(names[0]) == sorted(names[1])
    assert names[0] != names[1]
    due = {each.name: each.at for each in usual.came}
    assert all(timedelta() <= each.at - due[each.name] <= 14 * DAY for each in mixed.came)


def test_a_half_written_answer_grows_later() -> None:
    order = FaultOrder(Fault.HALF_WRITTEN, count=1, amount=600)
    half, whole = suffering(order).pass_time(HOUR).named("_999.")
    assert half.name == whole.name
    assert whole.content.startswith(half.content)
    assert len(half.content) == len(whole.content) // 2
    assert whole.at - half.at == timedelta(minutes=10)


@PROFILES
def test_a_strangers_file_lies_in_outbound(profile: Profile) -> None:
    (stray,) = suffering(FaultOrder(Fault.FOREIGN_FILE), profile).pass_time(HOUR / 60).came
    assert stray.user == PRACTICE
    assert b"*987654321 " in stray.content
    assert b"~TRN*2*ELSEWHERE00001~" in stray.content


@PROFILES
def test_garbage_bears_the_name_of_an_answer(profile: Profile) -> None:
    order = FaultOrder(Fault.GARBAGE_FILE, count=2)
    one, two = suffering(order, profile).pass_time(HOUR / 60).came
    assert one.name != two.name
    assert "_999." in one.name
    assert b"ISA" not in one.content
    assert one.content != two.content


@PROFILES
def test_a_long_listing_is_of_old_files_with_names_of_their_own(profile: Profile) -> None:
    life = suffering(FaultOrder(Fault.LONG_LISTING), profile).pass_time(HOUR / 120)
    assert len({each.name for each in life.came}) == 10_000
    assert max(each.at for each in life.came) < life.clock()
    assert life.pass_time(HOUR / 120).came[10_000:] == []


def test_a_paused_account_is_not_collected_and_nothing_comes_out() -> None:
    life = Life()
    life.submit(claims_of("PAY1"))
    life.office.faults.switch_on(FaultOrder(Fault.ACCOUNT_PAUSED, PRACTICE, ends=NOON + 2 * DAY))
    assert not life.submit(claims_of("PAY2"), "837P_2.txt")
    assert life.pass_time(DAY).came == []
    life.pass_time(DAY)
    assert len(life.came) == 5
    assert life.submit(claims_of("PAY2"), "837P_2.txt")


def test_faults_strike_at_the_instants_of_answers_not_of_steps() -> None:
    order = FaultOrder(Fault.DUPLICATE_ANSWERS, starts=NOON + 7 * HOUR, ends=NOON + 9 * HOUR)
    life = suffering(order).pass_time(30 * DAY)
    assert [len(life.named(part)) for part in ("_999.", "IN_C", "277ca", ".277", "ERA")] == [
        1, 3, 3, 1, 1,
    ]  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32))
def test_no_random_fault_loses_an_answer_for_good(seed: int) -> None:
    usual, unlucky = Life(), Life()
    for order in random_faults(seed, [PRACTICE], NOON, NOON + 30 * DAY, 20):
        unlucky.office.faults.switch_on(order)
    for life in (usual, unlucky):
        life.office.receive(SUBMITTED, NOON)
        life.pass_time(60 * DAY, steps=240)
    came = {each.content for each in unlucky.came}
    assert {each.content for each in usual.came if "ERA" not in each.name} <= came
    assert [each for each in unlucky.named("ERA") if "20261023" in each.name]
